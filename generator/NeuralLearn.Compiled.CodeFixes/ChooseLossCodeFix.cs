using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace NeuralLearn.Compiled.CodeFixes;

/// <summary>Exchanges a loss for the one that takes what the output is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChooseLossCodeFix))]
[Shared]
public sealed class ChooseLossCodeFix() : NetworkCodeFix("NLC1007", "NLC9005", "NLC9006")
{
    /// <summary>What every loss has.</summary>
    private static readonly string[] Common = ["Output", "Weight", "Reduction"];

    private protected override IEnumerable<Fix> Fixes(SyntaxNode root, Diagnostic diagnostic)
    {
        if (root.AttributeAt(diagnostic) is not { } attribute)
        {
            yield break;
        }

        var (loss, kept) = (diagnostic.Id, attribute.KindName()) switch
        {
            // One score is no choice between classes but a yes or no.
            ("NLC1007", "CrossEntropyLoss") when Said(diagnostic, 3) == "a vector [1]" => ("BinaryCrossEntropyWithLogitsLoss", Common),
            ("NLC9005", "NegativeLogLikelihoodLoss") => ("CrossEntropyLoss", [.. Common, "ClassWeights", "IgnoreLabel"]),
            ("NLC9006", "BinaryCrossEntropyLoss") => ("BinaryCrossEntropyWithLogitsLoss", [.. Common, "OutputWeights", "Target"]),
            _ => ("", Common),
        };
        if (loss.Length > 0)
        {
            yield return new Fix($"Use [{loss}]", loss, () => root.ReplaceNode(attribute, attribute.WithKind(loss).WithOnly(kept)));
        }
    }
}
