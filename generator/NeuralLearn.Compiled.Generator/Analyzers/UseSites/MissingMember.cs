using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Analyzers.UseSites;

/// <summary>Members that some networks have: why this one does not.</summary>
internal static class MissingMember
{
    public static UseProblem? Of(UsedNetwork network, SimpleNameSyntax name)
    {
        var member = name.Identifier.ValueText;
        if (network.Members.Contains(member))
        {
            return null;
        }

        if (!network.Model.Learns && member[0] != '_' && MemberNames.Learning.Contains(member))
        {
            return new UseProblem(UseSiteRules.NoLoss, name.GetLocation(), network.Name, member);
        }

        return Explain(network.Model, member) is var (reason, wayOut) ? new UseProblem(UseSiteRules.NoMember, name.GetLocation(), network.Name, member, reason, wayOut) : null;
    }

    private static (string Reason, string WayOut)? Explain(NetworkModel model, string member) => member switch
    {
        "Step" or "StepBatch" or "State" => Stepless(model),
        "FitStandardize" or "UpdateStandardize" => ("no layer of it is measured on data", "put [Standardize] right below its [Input]"),
        MemberNamesOfInterest.ClassNames => model.Outputs.Count > 1 && model.Classes.Count > 0
            ? ("it has several outputs", "use " + Alternatives(model.Classes.Keys.OrderBy(output => output).Select(output => model.Outputs[output].Prefix + MemberNamesOfInterest.ClassNames)))
            : ("its classes have no names", "add them with [Classes(...)]"),
        _ => member.StartsWith(MemberNamesOfInterest.Classify, StringComparison.Ordinal) ? Undecided(model, member) : null,
    };

    private static (string, string) Stepless(NetworkModel model)
    {
        if (!Streaming.Remembers(model))
        {
            return ("none of its layers remembers anything from one step to the next", "use Forward, or a recurrent layer such as [Gru]");
        }

        return model.Layers.FirstOrDefault(layer => !Streaming.SeesNoLaterStep(layer)) is { } layer
            ? ($"{layer.Declaration.Title} gives its result only when it has seen later steps", "use Forward with the whole window")
            : ("its inputs do not run step by step together", "use Forward with the whole window");
    }

    private static (string, string) Undecided(NetworkModel model, string member)
    {
        var names = Enumerable.Range(0, model.Outputs.Count).SelectMany(output => MemberNames.ClassifyNames(model, output)).ToList();
        if (names.Count > 0)
        {
            var isBatch = member.StartsWith("ClassifyBatch", StringComparison.Ordinal);
            return (model.Outputs.Count > 1 ? "it has several outputs" : "no output has such a name",
                "use " + Alternatives(names.Select(name => isBatch ? name.Replace(MemberNamesOfInterest.Classify, "ClassifyBatch") : name)));
        }

        if (model.Outputs.Count > 1)
        {
            return ("none of its outputs chooses between classes", "use Forward");
        }

        var output = model.Outputs[0];
        var loss = model.LossOn(0);
        return loss is null || loss.Target(output.Size) is TargetKind.Classes or TargetKind.Labels || model.Classes.Count > 0
            ? ($"{output.Title} gives {output.Shape.Describe()}, with a class of its own at each of {output.Shape.Positions} {output.Shape.PositionsWord}", "use Forward and take the largest score of each")
            : loss.Kind.Target == TargetKind.Gradient
                ? ($"[{loss.Kind.Kind}] does not say that its outputs are classes", "name them with [Classes(...)], or use Forward")
                : ($"[{loss.Kind.Kind}] compares values, so that its output is no class", "use Forward, or a loss over classes such as [CrossEntropyLoss]");
    }

    private static string Alternatives(IEnumerable<string> names) => string.Join(" or ", names);
}
