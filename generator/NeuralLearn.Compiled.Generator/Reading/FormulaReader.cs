using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Reading;

/// <summary>
/// From statements to one formula: locals are put in where they are used, branches become choices, calls of the class's own static methods
/// are written out. Stops at the first thing that has no formula.
/// </summary>
internal sealed class FormulaReader(INamedTypeSymbol type, Compilation compilation, List<FunctionProblem> problems, CancellationToken cancellation)
{
    /// <summary>Expressions looked at: branches and calls may refer to more than anyone can write.</summary>
    private const int MostExpressions = 20000;

    private readonly List<IMethodSymbol> _open = [];
    private int _expressions;

    public bool IsExhausted => _expressions > MostExpressions;

    /// <summary>What a method returns for its arguments; null where that cannot be said, which is reported.</summary>
    public Expr? Read(IMethodSymbol method, IReadOnlyList<FormulaValue> arguments)
    {
        if (_open.Contains(method, SymbolEqualityComparer.Default))
        {
            problems.Add(new FunctionProblem(FunctionRules.Recursive, "", new[] { method.Name }.ToEquatableArray()));
            return null;
        }

        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not MethodDeclarationSyntax syntax)
        {
            problems.Add(new FunctionProblem(FunctionRules.NotDifferentiable, "", new[] { method.Name, "its source is not part of this project" }.ToEquatableArray()));
            return null;
        }

        _open.Add(method);
#pragma warning disable RS1030 // one method is read where it stands; nothing of the model is kept
        var frame = new MethodFrame(this, method, syntax, compilation.GetSemanticModel(syntax.SyntaxTree));
#pragma warning restore RS1030
        for (var i = 0; i < method.Parameters.Length; i++)
        {
            frame.Locals[method.Parameters[i]] = arguments[i];
        }

        var result = syntax.ExpressionBody is { } arrow ? frame.Number(arrow.Expression)
            : syntax.Body is { } body ? frame.Statements([.. body.Statements], frame.Locals)
            : frame.Fail(syntax.Identifier.Span, method.Name, "it has no body");
        _open.RemoveAt(_open.Count - 1);
        return result;
    }

    /// <summary>One method while it is read.</summary>
    private sealed class MethodFrame(FormulaReader owner, IMethodSymbol method, MethodDeclarationSyntax syntax, SemanticModel model)
    {
        public Dictionary<ISymbol, FormulaValue> Locals { get; private set; } = new(SymbolEqualityComparer.Default);

        public Expr? Fail(Microsoft.CodeAnalysis.Text.TextSpan span, string what, string why)
        {
            var place = FunctionProblem.Place(method.Name + "(" + DeclarationReader.Parameters(method), span.Start - syntax.SpanStart, span.Length);
            owner.Report(new FunctionProblem(FunctionRules.NotDifferentiable, place, new[] { what, why }.ToEquatableArray()));
            return null;
        }

        /// <summary>What a list of statements returns, the rest of the method behind them included.</summary>
        public Expr? Statements(IReadOnlyList<StatementSyntax> statements, Dictionary<ISymbol, FormulaValue> locals)
        {
            Locals = locals;
            for (var i = 0; i < statements.Count; i++)
            {
                switch (statements[i])
                {
                    case ReturnStatementSyntax { Expression: { } returned }:
                        return Number(returned);
                    case BlockSyntax block:
                        return Statements([.. block.Statements, .. statements.Skip(i + 1)], Locals);
                    case IfStatementSyntax branch:
                        if (Value(branch.Condition) is not FormulaCondition condition)
                        {
                            return null;
                        }

                        return Branch(condition, branch, [.. statements.Skip(i + 1)]);
                    default:
                        if (!Statement(statements[i]))
                        {
                            return null;
                        }

                        break;
                }
            }

            // The compiler says that a path returns nothing.
            return Fail(syntax.Identifier.Span, method.Name, "not every path returns a value");
        }

        private Expr? Branch(FormulaCondition condition, IfStatementSyntax branch, IReadOnlyList<StatementSyntax> rest)
        {
            var before = Locals;
            IReadOnlyList<StatementSyntax> yes = [branch.Statement], no = branch.Else is { } other ? [other.Statement] : [];
            var returns = yes.Concat(no).Any(statement => statement.DescendantNodesAndSelf().Any(node => node is ReturnStatementSyntax));
            if (returns)
            {
                var then = Statements([.. yes, .. rest], Copy(before));
                var otherwise = then is null ? null : Statements([.. no, .. rest], Copy(before));
                return otherwise is null ? null : condition.Choose(then!, otherwise);
            }

            // Branches that only set locals meet again behind, so that what follows is read once.
            var set = After(yes, Copy(before));
            var unset = set is null ? null : After(no, Copy(before));
            if (unset is null)
            {
                return null;
            }

            var merged = Copy(before);
            foreach (var local in before.Keys.Where(local => set!.ContainsKey(local) && unset.ContainsKey(local) && !(set[local] == unset[local])))
            {
                merged[local] = (set![local], unset[local]) switch
                {
                    (FormulaNumber a, FormulaNumber b) => condition.Choose(a.Value, b.Value),
                    (FormulaCondition a, FormulaCondition b) => condition.Either(a, b),
                    _ => before[local],
                };
            }

            return Statements(rest, merged);
        }

        private Dictionary<ISymbol, FormulaValue>? After(IReadOnlyList<StatementSyntax> statements, Dictionary<ISymbol, FormulaValue> locals)
        {
            Locals = locals;
            foreach (var statement in statements)
            {
                switch (statement)
                {
                    case BlockSyntax block:
                        if (After([.. block.Statements], Locals) is null)
                        {
                            return null;
                        }

                        break;
                    case IfStatementSyntax branch:
                        if (Value(branch.Condition) is not FormulaCondition condition)
                        {
                            return null;
                        }

                        var before = Locals;
                        var yes = After([branch.Statement], Copy(before));
                        var no = yes is null ? null : After(branch.Else is { } other ? [other.Statement] : [], Copy(before));
                        if (no is null)
                        {
                            return null;
                        }

                        Locals = Copy(before);
                        foreach (var local in before.Keys)
                        {
                            Locals[local] = (yes![local], no[local]) switch
                            {
                                (FormulaNumber a, FormulaNumber b) => condition.Choose(a.Value, b.Value),
                                (FormulaCondition a, FormulaCondition b) => condition.Either(a, b),
                                _ => before[local],
                            };
                        }

                        break;
                    default:
                        if (!Statement(statement))
                        {
                            return null;
                        }

                        break;
                }
            }

            return Locals;
        }

        private bool Statement(StatementSyntax statement)
        {
            switch (statement)
            {
                case EmptyStatementSyntax:
                    return true;
                case LocalDeclarationStatementSyntax { Declaration: { } declaration, UsingKeyword.RawKind: 0 }:
                    foreach (var variable in declaration.Variables)
                    {
                        if (model.GetDeclaredSymbol(variable) is not { } local)
                        {
                            return false;
                        }

                        // What is set later needs a value to be merged with until then; the compiler sees to it that nobody reads it.
                        var value = variable.Initializer is { } initializer ? Value(initializer.Value) : (FormulaValue)(Expr)0.0;
                        if (value is null)
                        {
                            return false;
                        }

                        Locals[local] = value;
                    }

                    return true;
                case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment }:
                    return Assign(assignment);
                default:
                    Fail(statement.Span, FormulaSyntax.FirstLine(statement), "a formula is made of locals, assignments to them, if, else and return");
                    return false;
            }
        }

        private bool Assign(AssignmentExpressionSyntax assignment)
        {
            if (model.GetSymbolInfo(assignment.Left).Symbol is not { } local || local is not (ILocalSymbol or IParameterSymbol))
            {
                Fail(assignment.Span, FormulaSyntax.FirstLine(assignment), "only locals can be set");
                return false;
            }

            var value = Value(assignment.Right);
            if (value is null)
            {
                return false;
            }

            if (!assignment.IsKind(SyntaxKind.SimpleAssignmentExpression))
            {
                if (FormulaSyntax.OperatorOf(assignment.Kind()) is not { } symbol || Locals[local] is not FormulaNumber before || value is not FormulaNumber number)
                {
                    Fail(assignment.Span, FormulaSyntax.FirstLine(assignment), "of the combined assignments there are +=, -=, *= and /=");
                    return false;
                }

                value = (Expr)new BinaryExpr(symbol, before.Value, number.Value);
            }

            Locals[local] = value;
            return true;
        }

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

            if (model.GetConstantValue(expression) is { HasValue: true, Value: { } constant })
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
                case CastExpressionSyntax cast when model.GetTypeInfo(cast).Type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double:
                    return Value(cast.Expression);
                case IdentifierNameSyntax or MemberAccessExpressionSyntax:
                    return Named(expression);
                case PrefixUnaryExpressionSyntax unary:
                    return Unary(unary);
                case BinaryExpressionSyntax binary:
                    return Binary(binary);
                case ConditionalExpressionSyntax choice:
                    return Choice(choice);
                case InvocationExpressionSyntax call:
                    return Wrap(Call(call));
                default:
                    return Wrap(Fail(expression.Span, FormulaSyntax.FirstLine(expression), "a formula is made of numbers, locals, arithmetic, comparisons, ?:, MathF and static methods of the class"));
            }
        }

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
                (SyntaxKind.UnaryMinusExpression, FormulaNumber number) => -1.0 * number.Value,
                (SyntaxKind.UnaryPlusExpression, FormulaNumber) => operand,
                (SyntaxKind.LogicalNotExpression, FormulaCondition condition) => condition.Not(),
                _ => Wrap(Fail(unary.Span, unary.ToString(), $"the operator {unary.OperatorToken.Text} has no derivative")),
            };
        }

        private FormulaValue? Binary(BinaryExpressionSyntax binary)
        {
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
            return result ?? Wrap(Fail(binary.OperatorToken.Span, binary.OperatorToken.Text, "it has no derivative; a formula has +, -, *, / and comparisons"));
        }

        private FormulaValue? Choice(ConditionalExpressionSyntax choice)
        {
            if (Value(choice.Condition) is not FormulaCondition condition || Value(choice.WhenTrue) is not { } then || Value(choice.WhenFalse) is not { } otherwise)
            {
                return null;
            }

            return (then, otherwise) switch
            {
                (FormulaNumber a, FormulaNumber b) => condition.Choose(a.Value, b.Value),
                (FormulaCondition a, FormulaCondition b) => condition.Either(a, b),
                _ => null,
            };
        }

        private Expr? Call(InvocationExpressionSyntax call)
        {
            if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol called)
            {
                return Fail(call.Span, FormulaSyntax.FirstLine(call), "it is unclear what is called");
            }

            var isOwn = SymbolEqualityComparer.Default.Equals(called.ContainingType, owner.Type) && called is { IsStatic: true, IsGenericMethod: false, MethodKind: MethodKind.Ordinary };
            var isMath = called.ContainingType is { Name: "Math" or "MathF", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
            if (!isOwn && !isMath)
            {
                return Fail(call.Span, FormulaSyntax.FirstLine(call), "a formula calls MathF and static methods of its own class only");
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
            return numbers.Count == arguments.Length && MathCalls.Find(called.Name, numbers) is { } formula
                ? formula
                : Fail(call.Span, called.ContainingType!.Name + "." + called.Name, "of MathF there are " + MathCalls.Known);
        }

        private static Dictionary<ISymbol, FormulaValue> Copy(Dictionary<ISymbol, FormulaValue> locals) => new(locals, SymbolEqualityComparer.Default);
    }

    private INamedTypeSymbol Type => type;

    private CancellationToken Cancellation => cancellation;

    private void Report(FunctionProblem problem) => problems.Add(problem);
}
