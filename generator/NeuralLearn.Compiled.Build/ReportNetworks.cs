using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.Build.Framework;

namespace NeuralLearn.Compiled.Build;

/// <summary>
/// Writes the layer tables of a compiled assembly into the build log. The compiler prints no information of analyzers, and a generator may not
/// print at all; so the tables are read from where the generator has put them, as constants of the compiled classes.
/// </summary>
public sealed class ReportNetworks : Microsoft.Build.Utilities.Task
{
    /// <summary>The assembly that has been compiled.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>Every network, whether its class asks for it or not.</summary>
    public bool All { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        // A compilation that failed has left nothing, and has said why.
        if (!File.Exists(Assembly))
        {
            return true;
        }

        using var stream = new FileStream(Assembly, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var image = new PEReader(stream);
        var reader = image.GetMetadataReader();
        foreach (var network in CompiledNetwork.In(reader).Where(network => All || network.AsksForReport).OrderBy(network => network.Name, StringComparer.Ordinal))
        {
            Log.LogMessage(MessageImportance.High, network.Name + ":");
            foreach (var line in network.Table.Split('\n'))
            {
                Log.LogMessage(MessageImportance.High, "  " + line);
            }

            Log.LogMessage(MessageImportance.High, $"  code: {network.CodeBytes.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture)} bytes of C# for all vector widths");
        }

        return true;
    }
}
