namespace Prebuilds.Silo.Tests.Terraform;

/// <summary>A template that the check of a push finds nothing wrong with, and that cannot be built.</summary>
/// <param name="Name">Its name, which says what is bad.</param>
/// <param name="Pool">The settings of its pool.</param>
/// <param name="Configuration">What terraform reads.</param>
/// <param name="Hold">Why its pool makes no more members in the end.</param>
/// <param name="ErrorClass">The class of the error.</param>
/// <param name="Error">A part of the error.</param>
internal sealed record BadTemplate(
    string Name, string Pool, string Configuration, string Hold, string ErrorClass, string Error)
{
    /// <summary>The most that the silo of these templates keeps of one workspace's state.</summary>
    public const string StateLimit = "64KiB";

    private const string One = "instances: 1";

    public static IReadOnlyList<BadTemplate> All { get; } =
    [
        new(
            "endless",
            $"{One}, buildTimeout: 2s",
            """
            resource "terraform_data" "server" {
              provisioner "local-exec" {
                command = "sleep 1000"
              }
            }
            """,
            "hardLimited",
            "transient",
            "took longer than 00:00:02. Make it faster, or raise the preset's buildTimeout"),
        new(
            "failing",
            One,
            """
            resource "terraform_data" "disk" {
              provisioner "local-exec" {
                command = "echo the disk is broken; exit 3"
              }
            }
            """,
            "hardLimited",
            "transient",
            "the disk is broken"),
        new(
            "talkative",
            One,
            // 550 errors of 192 kB, 105 MB in all. What commands print, terraform passes on at about 1 MB a second.
            """
            locals {
              line = join("", [for i in range(12) : "0123456789abcde "])
              text = join("", [for i in range(1000) : local.line])
            }

            resource "terraform_data" "word" {
              count = 550
              lifecycle {
                precondition {
                  condition     = count.index < 0
                  error_message = "Nothing is as it should be. ${local.text}"
                }
              }
            }
            """,
            "validationFailed",
            "permanent",
            "Nothing is as it should be"),
        new(
            "swollen",
            One,
            """
            resource "terraform_data" "book" {
              input = join("", [for i in range(1000) : "a line of a book that has no place in a workspace's state"])
            }
            """,
            "validationFailed",
            "permanent",
            "more than can be kept"),
    ];
}
