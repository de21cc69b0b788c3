using Prebuilds.Silo.Hosting;

return await SiloProgram.Run(args);
