using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Layers;

namespace NeuralLearn.Compiled.Generator.Shapes;

/// <summary>
/// Tells mistakes from what only follows from them, so that one mistake has one message. An unknown shape needs nothing of this: nobody
/// complains about it.
/// </summary>
internal sealed class Consequences(NetworkDeclaration declaration, ProblemList problems)
{
    /// <summary>Rules about what one line says on its own, or the class; all others compare lines.</summary>
    private static readonly HashSet<Rule> OfOneLine =
    [
        DeclarationRules.NotPartial, DeclarationRules.UnsupportedType, DeclarationRules.ContainingTypeUnsupported, DeclarationRules.SpreadOverParts,
        DeclarationRules.MemberTaken, DeclarationRules.ValueOutOfRange, DeclarationRules.LanguageTooOld, DeclarationRules.FrameworkTooOld,
        DeclarationRules.ClassNamedLikeMember, DeclarationRules.ListValueOutOfRange, DeclarationRules.ClassesType, ShapeRules.AmbiguousInput,
        ShapeRules.KindDoesNotFit, ShapeRules.InvalidName, ShapeRules.NoWindow, ShapeRules.TooManyAxes, .. FunctionRules.All,
    ];

    /// <summary>A line that is not there: the others have nothing to fit to.</summary>
    private static readonly HashSet<Rule> MissingLines = [DeclarationRules.NoInput, DeclarationRules.SeveralInputs, DeclarationRules.NoLayers];

    /// <summary>A line whose name is not the one that is meant.</summary>
    private static readonly HashSet<Rule> WrongNames = [ShapeRules.DuplicateName, ShapeRules.InvalidName];

    /// <summary>Complaints of a layer about what it reads.</summary>
    private static readonly HashSet<Rule> Disagreements =
    [
        ShapeRules.AxesDoNotFit, ShapeRules.InputsDisagree, ShapeRules.ShapesDiffer, ShapeRules.WindowTooLarge, ShapeRules.GroupsDoNotDivide,
        ShapeRules.ReshapeDisagrees, ShapeRules.ExpectDisagrees, ShapeRules.ConcatDiffers,
    ];

    private readonly HashSet<int> _inDoubt = [];

    /// <summary>Whether a layer may read steps: then one that keeps them gives nobody knows what while its input is unknown.</summary>
    public bool MayHaveSteps { get; } = declaration.Attributes.Any(attribute =>
        attribute.Kind is "Embedding" or "Transpose" or "Reshape" || (attribute.Kind == "Input" && attribute.Has("B")));

    /// <summary>Whether a layer has complained about this already: either of them may be wrong, so nobody else is measured by it.</summary>
    public bool IsInDoubt(int source) => _inDoubt.Contains(source);

    /// <summary>Remembers what a layer read if it complained about that.</summary>
    /// <param name="sources">What it read.</param>
    /// <param name="before">How many problems there were before it was looked at.</param>
    public void Doubt(IEnumerable<int> sources, int before)
    {
        if (problems.Items.Skip(before).Any(problem => Disagreements.Contains(problem.Rule)))
        {
            _inDoubt.UnionWith(sources);
        }
    }

    /// <summary>Takes back what follows from other mistakes, ours or the compiler's; returns whether there was an error among it.</summary>
    public bool Silence()
    {
        var rules = new HashSet<Rule>(problems.Items.Select(problem => problem.Rule));
        var isIncomplete = declaration.IsIncomplete || declaration.Attributes.Any(attribute => attribute.HasInvalidArgument);
        var missesLines = rules.Overlaps(MissingLines);
        var wantsNames = rules.Contains(ShapeRules.UnknownName) || rules.Contains(ShapeRules.TooFewNames) || rules.Contains(DeclarationRules.UnknownOutput);
        var readsWrongly = rules.Contains(ShapeRules.ReadsInputsOnly) || rules.Overlaps(Disagreements);
        var hasWrongNames = rules.Overlaps(WrongNames);
        var said = new HashSet<string>(StringComparer.Ordinal);
        return problems.Silence(problem =>
        {
            if (OfOneLine.Contains(problem.Rule))
            {
                // Several lines may name one function; what is wrong with it is wrong once.
                return FunctionRules.All.Contains(problem.Rule) && !said.Add(problem.Slot + problem.Text);
            }

            if (isIncomplete || (missesLines && !MissingLines.Contains(problem.Rule)))
            {
                return true;
            }

            // Where a name was wrong, or the wrong line is read, the line that should have been read is not at fault; and one message about a
            // name will do.
            return problem.Rule == ShapeRules.UnusedBranch ? wantsNames || hasWrongNames || readsWrongly
                : problem.Rule == ShapeRules.UnknownName ? hasWrongNames || !said.Add(problem.Arguments[1])
                : problem.Rule == DeclarationRules.UnknownOutput && (hasWrongNames || !said.Add("output " + problem.Arguments[1]));
        });
    }
}
