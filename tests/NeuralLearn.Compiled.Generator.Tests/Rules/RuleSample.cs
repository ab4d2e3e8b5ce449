using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Rules;

/// <summary>What the build writes for a wrong declaration.</summary>
internal enum Emission
{
    Nothing,

    /// <summary>All signatures, with bodies that throw.</summary>
    Skeleton,

    /// <summary>The whole network: nothing worse than advice is given.</summary>
    Network,
}

/// <summary>A declaration with something wrong in it, and the messages about it in the order of their marks.</summary>
internal sealed record RuleSample(string Name, Emission Emits, string Marked, params string[] Messages)
{
    public LanguageVersion Language { get; init; } = LanguageVersion.Latest;

    public bool HasVector512 { get; init; } = true;

    /// <summary>MSBuild's properties; none unless the rule is about them.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>The project's weights files.</summary>
    public IReadOnlyList<WeightsFile> Weights { get; init; } = [];

    public Markup Markup => Markup.Parse((Marked.Contains("NeuralLearn.Compiled.Network", StringComparison.Ordinal) ? "" : "using NeuralLearn.Compiled;\n\n") + Marked + "\n");

    /// <summary>The sample, and a file that uses the network as if nothing were wrong.</summary>
    public UserProject Project(params string[] more) => new([Markup.Text, .. more])
    {
        Language = Language,
        Nullable = Language < LanguageVersion.CSharp8 ? NullableContextOptions.Disable : NullableContextOptions.Enable,
        Properties = Properties,
        Weights = Weights,
        References = HasVector512 ? Framework.Modern : Framework.WithoutVector512,
    };

    public override string ToString() => Name;
}
