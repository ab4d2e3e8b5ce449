using System.Globalization;
using NeuralLearn.Compiled.Generator.Activations;
using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Layers;

/// <summary>Collects what is wrong, with the checks that many layers share.</summary>
internal sealed class ProblemList
{
    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> Items => _problems;

    public bool HasErrors => _problems.Any(problem => problem.Rule.Severity == RuleSeverity.Error);

    public void Add(Rule rule, int attribute, string slot, params object[] arguments) =>
        _problems.Add(new Problem(rule, attribute, slot,
            arguments.Select(argument => Convert.ToString(argument, CultureInfo.InvariantCulture)).ToEquatableArray()));

    /// <summary>Takes back what need not be said; returns whether there was an error among it.</summary>
    public bool Silence(Predicate<Problem> isSilent)
    {
        var before = _problems.Count(problem => problem.Rule.Severity == RuleSeverity.Error);
        _problems.RemoveAll(isSilent);
        return _problems.Count(problem => problem.Rule.Severity == RuleSeverity.Error) < before;
    }

    /// <summary>The slot's value if it is 1 or more, else 0 and a problem.</summary>
    public int AtLeastOne(LayerDeclaration layer, string slot) => AtLeast(layer, slot, 1) ?? 0;

    /// <summary>The slot's value if it is an integer of the minimum or more; else null, and a problem where it is less.</summary>
    public int? AtLeast(LayerDeclaration layer, string slot, int minimum)
    {
        // A half-typed argument is the compiler's to report; the shape is unknown until it is there.
        if (layer.Attribute.Find(slot) is not { Kind: ArgumentKind.Integer } value)
        {
            return null;
        }

        if (value.Integer < minimum)
        {
            OutOfRange(layer.Index, layer.Attribute.Kind, slot, value, minimum + " or more");
            return null;
        }

        return (int)value.Integer;
    }

    public void DefinedActivation(LayerDeclaration layer)
    {
        if (layer.Attribute.Find("Activation") is { Kind: ArgumentKind.Enumeration } value
            && !ActivationCatalog.IsDefined((Activation)value.Integer))
        {
            OutOfRange(layer.Index, layer.Attribute.Kind, "Activation", value, "a member of the enumeration Activation");
        }
    }

    public void Initialization(LayerDeclaration layer)
    {
        if (layer.Attribute.Find("Init") is { Kind: ArgumentKind.Enumeration } value && !Enum.IsDefined(typeof(Init), (int)value.Integer))
        {
            OutOfRange(layer.Index, layer.Attribute.Kind, "Init", value, "a member of the enumeration Init");
        }

        InRange(layer.Index, layer.Attribute, "BiasInit", _ => true, "a finite number");
    }

    /// <summary>Reports a real number that is not finite or not within the limits, itself or as the 32-bit number that is computed with.</summary>
    public void InRange(
        int attribute, AttributeDeclaration declaration, string slot, Func<double, bool> accepts, string range)
    {
        if (declaration.Find(slot) is not { Kind: ArgumentKind.Real or ArgumentKind.Integer } value)
        {
            return;
        }

        if (!Fits(value.Real))
        {
            OutOfRange(attribute, declaration.Kind, slot, value, range);
        }
        else if (!Fits((float)value.Real))
        {
            OutOfRange(attribute, declaration.Kind, slot, value, range + ", also as a 32-bit number");
        }

        bool Fits(double number) => !double.IsNaN(number) && !double.IsInfinity(number) && accepts(number);
    }

    /// <summary>What is wrong with the method that the attribute names; false where nothing is.</summary>
    public bool Function(int attribute, AttributeDeclaration declaration)
    {
        if (declaration.Function?.Problem is not { } problem)
        {
            return false;
        }

        var inMethod = problem.Slot.StartsWith(FunctionProblem.InMethod, StringComparison.Ordinal);
        _problems.Add(new Problem(problem.Rule, inMethod ? Problem.InSource : attribute, inMethod ? problem.Slot : "Function", problem.Arguments));
        return true;
    }

    public void OutOfRange(int attribute, string kind, string slot, ArgumentValue value, string range) =>
        Add(DeclarationRules.ValueOutOfRange, attribute, slot, slot.Split('#')[0], kind, value, range);
}
