using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Emission;

namespace NeuralLearn.Compiled.Generator.Analyzers.UseSites;

/// <summary>Compares what is passed with what a member checks on entry. It reports nothing that would not throw.</summary>
/// <param name="network">Whose member it is.</param>
/// <param name="lengths">Tells lengths.</param>
/// <param name="member">The member's name.</param>
/// <param name="mayUseLengths">Whether rows may end early, by a length that is not seen here.</param>
internal sealed class ArgumentCheck(UsedNetwork network, LengthReader lengths, string member, bool mayUseLengths)
{
    public IReadOnlyList<UseProblem> Check(IReadOnlyList<PassedArgument> passed)
    {
        var problems = new List<UseProblem>();
        (string Name, long Rows)? batch = null;
        foreach (var argument in passed)
        {
            var length = argument.Parameter.IsSpan ? lengths.Read(argument.Value) : null;
            CheckChoices(argument, length, problems);
            if (length is null || argument.Parameter.Rule == LengthRule.None)
            {
                continue;
            }

            if (argument.Parameter.Rule is LengthRule.Exact or LengthRule.AtLeast or LengthRule.Steps)
            {
                CheckLength(argument, length, problems);
            }
            else if (length.Value != 0 || argument.Parameter.Rule is LengthRule.Rows or LengthRule.PerRow)
            {
                batch = CheckRows(argument, length, batch, problems) ?? batch;
            }
        }

        return problems;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What fixes the length if it stands in the argument itself, else the argument.</summary>
    private static Location Place(PassedArgument argument, KnownLength length) => Stands(argument, length.FixedBy) ? length.FixedBy.GetLocation() : argument.Value.GetLocation();

    private static bool Stands(PassedArgument argument, SyntaxNode node) => node.SyntaxTree == argument.Value.SyntaxTree && argument.Value.Span.Contains(node.Span);

    private void CheckLength(PassedArgument argument, KnownLength length, List<UseProblem> problems)
    {
        var parameter = argument.Parameter;
        var size = parameter.Size();
        var isRight = parameter.Rule switch
        {
            LengthRule.Exact => length.Value == size,
            LengthRule.AtLeast => length.Value >= size,
            _ => length.Value % size == 0 && length.Value / size >= 1 && length.Value / size <= parameter.Window,
        };
        if (isRight)
        {
            return;
        }

        var takes = parameter.Rule switch
        {
            LengthRule.Exact => UseProblem.Count(size, parameter.Unit),
            LengthRule.AtLeast => "at least " + UseProblem.Count(size, parameter.Unit),
            _ => $"1 to {Text(parameter.Window)} steps of {UseProblem.Count(size, parameter.Unit)}, {Text(parameter.Window * size)} for the whole window",
        };
        var wayOut = parameter.Rule == LengthRule.Steps ? "pass whole steps" : "make its length " + (parameter.Constant is { } constant ? $"{network.Name}.{constant}" : Text(size));
        var problem = new UseProblem(UseSiteRules.WrongLength, Place(argument, length), parameter.Name, takes, parameter.Reason, Text(length.Value), wayOut);
        problems.Add(parameter.Rule != LengthRule.Steps && length.Size is { } made && made.SyntaxTree == argument.Value.SyntaxTree
            ? problem with
            {
                Replaced = made.GetLocation(),
                Replacement = parameter.Constant is { } name ? network.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + "." + name : Text(size),
            }
            : problem);
    }

    /// <summary>The rows of an argument if it is the first of the call of which they are known.</summary>
    private (string Name, long Rows)? CheckRows(PassedArgument argument, KnownLength length, (string Name, long Rows)? batch, List<UseProblem> problems)
    {
        var parameter = argument.Parameter;
        var size = parameter.Size();
        var has = Text(length.Value);
        bool Fits(long rows) => length.Value == rows * size || (parameter.OtherSize > 0 && length.Value == rows * parameter.OtherSize);
        if (batch is { } known && parameter.Rule != LengthRule.OwnRows)
        {
            if (!Fits(known.Rows))
            {
                problems.Add(new UseProblem(UseSiteRules.RowsDiffer, Place(argument, length), parameter.Name,
                    UseProblem.Count(known.Rows * size, parameter.Unit), UseProblem.Count(known.Rows, "row"), known.Name, parameter.Reason, has));
            }

            return null;
        }

        // One row that ends early is shorter than a row.
        if (mayUseLengths && parameter.Rule == LengthRule.Rows && network.Forms.ShortRows is > 0 and var steps && length.Value < size && length.Value % (size / steps) == 0)
        {
            return null;
        }

        if (length.Value % size != 0)
        {
            if (parameter.OtherSize == 0 || length.Value % parameter.OtherSize != 0)
            {
                var rows = length.Value / size;
                var wayOut = (rows == 0 ? "" : $"{UseProblem.Count(rows, "row")} would be {Text(rows * size)}, ") + $"{UseProblem.Count(rows + 1, "row")} {(rows == 0 ? "would be " : "")}{Text((rows + 1) * size)}";
                problems.Add(new UseProblem(UseSiteRules.NotWholeRows, Place(argument, length), parameter.Name, UseProblem.Count(size, parameter.Unit), parameter.Reason, has, wayOut));
            }

            return null;
        }

        if (length.Value == size && parameter.Rule == LengthRule.Rows && member is "BackwardBatch" or "TrainBatch" && network.NeedsRows is { } layer)
        {
            problems.Add(new UseProblem(UseSiteRules.OneRow, Place(argument, length), layer.Declaration.Title, member));
        }

        // A target of which another number per row may be meant says nothing about the rows.
        return parameter.Rule == LengthRule.OwnRows || parameter.OtherSize > 0 ? null : (parameter.Name, length.Value / size);
    }

    /// <summary>A number that is passed, or the numbers of a list that is written out where it is passed.</summary>
    private void CheckChoices(PassedArgument argument, KnownLength? length, List<UseProblem> problems)
    {
        if (argument.Parameter.Choice is not { } choice)
        {
            return;
        }

        IReadOnlyList<ExpressionSyntax> numbers = !argument.Parameter.IsSpan ? [argument.Value] : length is not null && Stands(argument, length.FixedBy) ? length.Elements : [];
        foreach (var number in numbers)
        {
            if (lengths.Constants.Read(number) is { } value && (value < 0 || value >= choice.Count) && value != choice.Ignored)
            {
                problems.Add(new UseProblem(UseSiteRules.ChoiceOutOfRange, number.GetLocation(), argument.Parameter.Name, Text(value), choice.Of, Text(choice.Count - 1), choice.WayOut));
            }
        }
    }
}
