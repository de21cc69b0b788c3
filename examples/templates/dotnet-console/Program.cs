// The prebuilt program reads who it greets when it runs: the hand-over writes a file and builds nothing.
var greeting = File.ReadAllText("greeting.txt").Trim();
var owner = File.Exists("OWNER") ? File.ReadAllText("OWNER").Trim() : "world";
Console.WriteLine($"{greeting}, {owner}!");
