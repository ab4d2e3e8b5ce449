using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NeuralLearn.Compiled.Generator.Diagnostics;

namespace NeuralLearn.Compiled.Generator.Analyzers;

/// <summary>
/// Says once per project with networks that NativeAOT will not use the vectors that the processor has. The properties come from the package's
/// props; a project that does not have those is not spoken to.
/// </summary>
internal sealed class InstructionSetHint(AnalyzerConfigOptions options)
{
    private readonly ConcurrentBag<(string Name, Location Location)> _networks = [];

    public void Add(string name, Location location) => _networks.Add((name, location));

    public void Give(CompilationAnalysisContext context)
    {
        // The first network of the source, whatever came first today.
        if (IsMissing && _networks.OrderBy(network => network.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(network => network.Location.SourceSpan.Start).FirstOrDefault() is { Location: { } location } first)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(CostRules.NoInstructionSet), location, first.Name));
        }
    }

    /// <summary>Only x64 has processors with and without AVX2; a project that names no system is published for the machine it is built on.</summary>
    private bool IsMissing => string.Equals(Property("PublishAot"), "true", StringComparison.OrdinalIgnoreCase)
        && Property("IlcInstructionSet").Length == 0
        && (Property("RuntimeIdentifier") is { Length: > 0 } named ? named : Property("NETCoreSdkPortableRuntimeIdentifier")).EndsWith("-x64", StringComparison.Ordinal);

    private string Property(string name) => options.TryGetValue("build_property." + name, out var value) ? value.Trim() : "";
}
