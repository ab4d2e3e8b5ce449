extern alias generator;

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using generator::NeuralLearn.Compiled.Generator.Declarations;
using generator::NeuralLearn.Compiled.Generator.Emission;
using NeuralLearn.Compiled.Tool.Compiling;
using NeuralLearn.Compiled.Tool.Reporting;

namespace NeuralLearn.Compiled.Tool.Explaining;

/// <summary>A network explained: layers, cost, schedule, advice.</summary>
internal sealed record Explanation
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All),
    };

    public required NetworkDescription Network { get; init; }

    /// <summary>512, 256, 128 or scalar.</summary>
    public required string Level { get; init; }

    /// <summary>Null where the emitted code is not at hand: the network came compiled.</summary>
    public IReadOnlyList<ScheduledKernel>? Schedule { get; init; }

    public required IReadOnlyList<Advice> Advice { get; init; }

    public required string Mermaid { get; init; }

    /// <summary>The emitted Forward of one row; null where it is not at hand.</summary>
    [JsonIgnore]
    public string? Code { get; init; }

    public static Explanation Of(NetworkAssembly assembly, NetworkClass network, string level)
    {
        var kernels = Kernels(assembly.Source, network, level);
        return new Explanation
        {
            Network = NetworkDescription.Of(network, network.Create().Info),
            Level = level,
            Schedule = kernels is null ? null : EmittedKernels.Read(kernels),
            Advice = [.. (assembly.Source?.Diagnostics ?? []).Where(diagnostic => diagnostic.IsAdvice).Select(diagnostic => new Advice(diagnostic.Id, diagnostic.Line, diagnostic.Message))],
            Mermaid = network.Mermaid(),
            Code = kernels is null ? null : EmittedKernels.Method(kernels, "Forward"),
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, Options).ReplaceLineEndings("\n");

    private static string? Kernels(CompiledSource? source, NetworkClass network, string level)
    {
        var ending = $".Kernels{(level == "scalar" ? "Scalar" : level)}.g.cs";
        var type = new TypeIdentity("", default, network.Name, network.Type.FullName!, TypeKindName.Class, true);
        var stem = EmittedNames.FileStem(type);
        return source?.GeneratedFiles.GetValueOrDefault(stem + ending);
    }
}

/// <summary>What the compiler advises.</summary>
internal sealed record Advice(string Id, int Line, string Message);
