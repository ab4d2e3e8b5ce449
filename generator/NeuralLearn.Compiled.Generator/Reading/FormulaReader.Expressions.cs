using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Reading;

/// <summary>What single expressions come to.</summary>
internal sealed partial class FormulaReader
{
    private sealed partial class MethodFrame
    {
        public Expr? Number(ExpressionSyntax expression) => Value(expression) switch
        {
            FormulaNumber number => number.Value,
            FormulaCondition => Fail(expression.Span, FormulaSyntax.FirstLine(expression), "a number is needed here"),
            _ => null,
        };

        private FormulaValue? Value(ExpressionSyntax expression)
        {
            owner.Cancellation.ThrowIfCancellationRequested();
            if (++owner._expressions > MostExpressions)
            {
                return null;
            }

            if (MayBeConstant(expression) && model.GetConstantValue(expression) is { HasValue: true, Value: { } constant })
            {
                return constant switch
                {
                    bool condition => FormulaCondition.Constant(condition),
                    float or double or int or long or uint or ulong or short or ushort or byte or sbyte =>
                        (Expr)Convert.ToDouble(constant, System.Globalization.CultureInfo.InvariantCulture),
                    _ => Wrap(Fail(expression.Span, FormulaSyntax.FirstLine(expression), "it is no number")),
                };
            }

            switch (expression)
            {
                case ParenthesizedExpressionSyntax inner:
                    return Value(inner.Expression);
                case CheckedExpressionSyntax inner:
                    return Value(inner.Expression);
                case CastExpressionSyntax cast when FormulaSyntax.IsReal(model.GetTypeInfo(cast).Type):
                    return Value(cast.Expression);
                case IdentifierNameSyntax or MemberAccessExpressionSyntax:
                    return Named(expression);
                case PrefixUnaryExpressionSyntax unary:
                    return Unary(unary);
                case BinaryExpressionSyntax binary:
                    return Binary(binary);
                case ConditionalExpressionSyntax choice:
                    return Choice(choice);
                case IsPatternExpressionSyntax test:
                    return Number(test.Expression) is { } tested ? Matches(tested, test.Pattern) : null;
                case SwitchExpressionSyntax choices:
                    return Switch(choices);
                case InvocationExpressionSyntax call:
                    return Wrap(Call(call));
                default:
                    return Wrap(Fail(expression.Span, FormulaSyntax.FirstLine(expression), "a formula is made of numbers, locals, arithmetic, comparisons, ?:, switch, MathF and static methods of the class"));
            }
        }

        /// <summary>
        /// What reads a variable or calls something is no constant: that can be seen without asking the compiler, which is asked with every
        /// keystroke.
        /// </summary>
        private bool MayBeConstant(SyntaxNode expression) => expression switch
        {
            IdentifierNameSyntax name => !_variables.Contains(name.Identifier.ValueText),
            InvocationExpressionSyntax => false,
            ParenthesizedExpressionSyntax inner => MayBeConstant(inner.Expression),
            PrefixUnaryExpressionSyntax unary => MayBeConstant(unary.Operand),
            BinaryExpressionSyntax binary => MayBeConstant(binary.Left) && MayBeConstant(binary.Right),
            CastExpressionSyntax cast => MayBeConstant(cast.Expression),
            ConditionalExpressionSyntax choice => MayBeConstant(choice.Condition) && MayBeConstant(choice.WhenTrue) && MayBeConstant(choice.WhenFalse),
            _ => true,
        };

        private static FormulaValue? Wrap(Expr? number) => number is null ? null : (FormulaValue)number;

        private FormulaValue? Named(ExpressionSyntax expression)
        {
            var symbol = model.GetSymbolInfo(expression).Symbol;
            if (symbol is ILocalSymbol or IParameterSymbol && Locals.TryGetValue(symbol, out var value))
            {
                return value;
            }

            return Wrap(Fail(expression.Span, expression.ToString(), symbol is IFieldSymbol or IPropertySymbol
                ? "its value is not known when the network is built; make it const or write the number"
                : "it is neither a parameter nor a local of the function"));
        }

        private FormulaValue? Unary(PrefixUnaryExpressionSyntax unary)
        {
            if (Value(unary.Operand) is not { } operand)
            {
                return null;
            }

            return (unary.Kind(), operand) switch
            {
                (SyntaxKind.UnaryMinusExpression, FormulaNumber number) when FormulaSyntax.WrapsAround(model.GetTypeInfo(unary).Type, -1.0 * number.Value) =>
                    Wrap(Fail(unary.Span, unary.ToString(), FormulaSyntax.Wrapping)),
                (SyntaxKind.UnaryMinusExpression, FormulaNumber number) => -1.0 * number.Value,
                (SyntaxKind.UnaryPlusExpression, FormulaNumber) => operand,
                (SyntaxKind.LogicalNotExpression, FormulaCondition condition) => condition.Not(),
                _ => Wrap(Fail(unary.Span, unary.ToString(), $"the operator {unary.OperatorToken.Text} has no derivative")),
            };
        }

        private FormulaValue? Binary(BinaryExpressionSyntax binary)
        {
            if (binary.IsKind(SyntaxKind.DivideExpression) && !FormulaSyntax.IsReal(model.GetTypeInfo(binary).Type))
            {
                return Wrap(Fail(binary.OperatorToken.Span, binary.OperatorToken.Text, FormulaSyntax.WholeDivision));
            }

            if (Value(binary.Left) is not { } left || Value(binary.Right) is not { } right)
            {
                return null;
            }

            var result = (left, right) switch
            {
                (FormulaNumber a, FormulaNumber b) => FormulaSyntax.Combine(binary.Kind(), a.Value, b.Value),
                (FormulaCondition a, FormulaCondition b) => FormulaSyntax.Combine(binary.Kind(), a, b),
                _ => null,
            };
            if (result is FormulaNumber computed && FormulaSyntax.WrapsAround(model.GetTypeInfo(binary).Type, computed.Value))
            {
                return Wrap(Fail(binary.OperatorToken.Span, binary.OperatorToken.Text, FormulaSyntax.Wrapping));
            }

            return result ?? Wrap(Fail(binary.OperatorToken.Span, binary.OperatorToken.Text, "it has no derivative; a formula has +, -, *, / and comparisons"));
        }

        private FormulaValue? Choice(ConditionalExpressionSyntax choice)
        {
            if (Value(choice.Condition) is not FormulaCondition condition || Value(choice.WhenTrue) is not { } then || Value(choice.WhenFalse) is not { } otherwise)
            {
                return null;
            }

            return condition.Between(then, otherwise);
        }

        private Expr? Call(InvocationExpressionSyntax call)
        {
            if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol called)
            {
                return Fail(call.Span, FormulaSyntax.FirstLine(call), "it is unclear what is called");
            }

            var isOwn = SymbolEqualityComparer.Default.Equals(called.ContainingType, owner.Type) && called is { IsStatic: true, IsGenericMethod: false, MethodKind: MethodKind.Ordinary };
            var isOfSystem = called.ContainingType is { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
            var isKnown = isOfSystem && MathCalls.Find(called.Name, [.. Enumerable.Repeat((Expr)1.0, called.Parameters.Length)]) is not null;
            if (!isOwn && !(isKnown && (called.ContainingType!.Name is "Math" or "MathF" or "Single" or "Double")))
            {
                return isOfSystem && called.ContainingType!.Name is "Math" or "MathF"
                    ? Fail(call.Span, called.ContainingType!.Name + "." + called.Name, "of MathF there are " + MathCalls.Known)
                    : Fail(call.Span, FormulaSyntax.FirstLine(call), "a formula calls MathF and static methods of its own class only");
            }

            if (called.Parameters.FirstOrDefault(parameter => parameter is { RefKind: RefKind.Ref or RefKind.Out } or { IsParams: true }) is { } unread)
            {
                return Fail(call.Span, FormulaSyntax.FirstLine(call), unread.IsParams
                    ? $"'{unread.Name}' is a list; pass numbers one by one"
                    : $"it may set what it is passed as '{unread.Name}'; return the value instead");
            }

            var arguments = new FormulaValue[called.Parameters.Length];
            for (var i = 0; i < call.ArgumentList.Arguments.Count; i++)
            {
                var argument = call.ArgumentList.Arguments[i];
                var place = argument.NameColon is { } name ? called.Parameters.ToList().FindIndex(parameter => parameter.Name == name.Name.Identifier.ValueText) : i;
                if (place < 0 || place >= arguments.Length || Value(argument.Expression) is not { } value)
                {
                    return null;
                }

                arguments[place] = value;
            }

            if (isOwn)
            {
                return arguments.All(argument => argument is not null) ? owner.Read(called, arguments)
                    : Fail(call.Span, FormulaSyntax.FirstLine(call), "write out its optional arguments");
            }

            var numbers = arguments.OfType<FormulaNumber>().Select(argument => argument.Value).ToList();
            return numbers.Count == arguments.Length
                ? MathCalls.Find(called.Name, numbers)
                : Fail(call.Span, called.ContainingType!.Name + "." + called.Name, "it takes numbers");
        }
    }
}
