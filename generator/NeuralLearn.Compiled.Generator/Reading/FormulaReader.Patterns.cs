using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Reading;

/// <summary>What patterns and the arms of a switch come to.</summary>
internal sealed partial class FormulaReader
{
    private sealed partial class MethodFrame
    {
        /// <summary>The arms from the last one up: each is taken where its pattern fits, what stands below it otherwise.</summary>
        private FormulaValue? Switch(SwitchExpressionSyntax choices)
        {
            if (Number(choices.GoverningExpression) is not { } tested)
            {
                return null;
            }

            FormulaValue? result = null;
            for (var i = choices.Arms.Count - 1; i >= 0; i--)
            {
                var arm = choices.Arms[i];
                if (Matches(tested, arm.Pattern) is not { } condition)
                {
                    return null;
                }

                if (arm.WhenClause is { } when)
                {
                    if (Value(when.Condition) is not FormulaCondition further)
                    {
                        return null;
                    }

                    condition = condition.And(further);
                }

                if (Value(arm.Expression) is not { } value)
                {
                    return null;
                }

                if (result is null && (arm.Pattern is not DiscardPatternSyntax || arm.WhenClause is not null))
                {
                    return Wrap(Fail(arm.Pattern.Span, FormulaSyntax.FirstLine(arm.Pattern), "NaN fits no comparison, so the last arm of a switch must be _"));
                }

                result = result is null ? value : condition.Between(value, result);
                if (result is null)
                {
                    return null;
                }
            }

            return result ?? Wrap(Fail(choices.Span, FormulaSyntax.FirstLine(choices), "a switch needs arms"));
        }

        /// <summary>Where a number fits a pattern; null, reported, where the pattern is none of numbers.</summary>
        private FormulaCondition? Matches(Expr tested, PatternSyntax pattern)
        {
            switch (pattern)
            {
                case DiscardPatternSyntax:
                    return FormulaCondition.Constant(true);
                case ParenthesizedPatternSyntax inner:
                    return Matches(tested, inner.Pattern);
                case UnaryPatternSyntax not:
                    return Matches(tested, not.Pattern)?.Not();
                case BinaryPatternSyntax binary when Matches(tested, binary.Left) is { } left && Matches(tested, binary.Right) is { } right:
                    return binary.IsKind(SyntaxKind.AndPattern) ? left.And(right) : left.Or(right);
                case BinaryPatternSyntax:
                    return null;
                case ConstantPatternSyntax constant:
                    return Number(constant.Expression) is { } value ? FormulaCondition.Compare(Comparison.Equal, tested, value) : null;
                case RelationalPatternSyntax relation:
                    return Number(relation.Expression) is { } limit ? FormulaSyntax.Combine(Comparer(relation), tested, limit) as FormulaCondition : null;
                default:
                    Fail(pattern.Span, FormulaSyntax.FirstLine(pattern), "patterns of a formula are comparisons, numbers, _, and, or, not");
                    return null;
            }
        }

        private static SyntaxKind Comparer(RelationalPatternSyntax relation) => relation.OperatorToken.Kind() switch
        {
            SyntaxKind.LessThanToken => SyntaxKind.LessThanExpression,
            SyntaxKind.LessThanEqualsToken => SyntaxKind.LessThanOrEqualExpression,
            SyntaxKind.GreaterThanToken => SyntaxKind.GreaterThanExpression,
            _ => SyntaxKind.GreaterThanOrEqualExpression,
        };
    }
}
