# The smallest terraform template: a file for a workspace, which greets its owner once there is one. terraform_data is built
# into terraform, so nothing is downloaded.

variable "prebuild_workspace_id" {
  description = "The workspace's UUID: the best name for everything that is made."
}

variable "prebuild_owner_name" {
  description = "The owner's login name; 'prebuilds' while nobody owns the workspace."
}

variable "prebuild_is_prebuild" {
  type = bool
}

variable "greeting" {}

# What takes long. It does not depend on the owner, so a claim leaves it alone.
resource "terraform_data" "workspace" {
  input = abspath("greeting-${var.prebuild_workspace_id}.txt")

  provisioner "local-exec" {
    command = "echo nobody yet >'${self.input}'"
  }

  provisioner "local-exec" {
    when    = destroy
    command = "rm -f '${self.input}'"
  }
}

# What only an owner can have: it is made by the claim.
resource "terraform_data" "owner" {
  count = var.prebuild_is_prebuild ? 0 : 1

  provisioner "local-exec" {
    command = "echo \"$GREETING, $OWNER\" >'${terraform_data.workspace.output}'"
    environment = {
      GREETING = var.greeting
      OWNER    = var.prebuild_owner_name
    }
  }
}

output "file" {
  value = terraform_data.workspace.output
}

output "owner" {
  value = var.prebuild_owner_name
}
