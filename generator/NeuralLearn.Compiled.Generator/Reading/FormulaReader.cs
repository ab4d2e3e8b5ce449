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
internal sealed partial class FormulaReader(INamedTypeSymbol type, Compilation compilation, List<FunctionProblem> problems, CancellationToken cancellation)
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
    private sealed partial class MethodFrame(FormulaReader owner, IMethodSymbol method, MethodDeclarationSyntax syntax, SemanticModel model)
    {
        public Dictionary<ISymbol, FormulaValue> Locals { get; private set; } = new(SymbolEqualityComparer.Default);

        /// <summary>Names that mean a parameter or a local that is not constant, wherever they stand in the method.</summary>
        private readonly HashSet<string> _variables =
        [
            .. method.Parameters.Select(parameter => parameter.Name),
            .. syntax.DescendantNodes().OfType<LocalDeclarationStatementSyntax>().Where(statement => !statement.IsConst)
                .SelectMany(statement => statement.Declaration.Variables).Select(variable => variable.Identifier.ValueText),
        ];

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
                        return Branch(branch, [.. statements.Skip(i + 1)]);
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

        /// <summary>Where a branch returns, what stands behind it is read once for each side; else both sides meet again behind it.</summary>
        private Expr? Branch(IfStatementSyntax branch, IReadOnlyList<StatementSyntax> rest)
        {
            if (!branch.DescendantNodes().Any(node => node is ReturnStatementSyntax))
            {
                return Merge(branch) ? Statements(rest, Locals) : null;
            }

            if (Value(branch.Condition) is not FormulaCondition condition)
            {
                return null;
            }

            var before = Locals;
            var then = Statements([branch.Statement, .. rest], Copy(before));
            var otherwise = then is null ? null : Statements([.. Else(branch), .. rest], Copy(before));
            return otherwise is null ? null : condition.Choose(then!, otherwise);
        }

        /// <summary>Sets the locals to what they are behind a branch that only sets locals.</summary>
        private bool Merge(IfStatementSyntax branch)
        {
            if (Value(branch.Condition) is not FormulaCondition condition)
            {
                return false;
            }

            var before = Locals;
            var yes = After([branch.Statement], Copy(before));
            var no = yes is null ? null : After(Else(branch), Copy(before));
            if (no is null)
            {
                return false;
            }

            Locals = Copy(before);
            foreach (var local in before.Keys)
            {
                // What neither side sets is the same object, and stays it: formulas share parts, and comparing them would visit a part as often as it is shared.
                if (!ReferenceEquals(yes![local], no[local]))
                {
                    Locals[local] = condition.Between(yes[local], no[local]) ?? before[local];
                }
            }

            return true;
        }

        private Dictionary<ISymbol, FormulaValue>? After(IEnumerable<StatementSyntax> statements, Dictionary<ISymbol, FormulaValue> locals)
        {
            Locals = locals;
            foreach (var statement in statements)
            {
                var isRead = statement switch
                {
                    BlockSyntax block => After(block.Statements, Locals) is not null,
                    IfStatementSyntax branch => Merge(branch),
                    _ => Statement(statement),
                };
                if (!isRead)
                {
                    return null;
                }
            }

            return Locals;
        }

        private static IReadOnlyList<StatementSyntax> Else(IfStatementSyntax branch) => branch.Else is { } other ? [other.Statement] : [];

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
                // Used above its declaration a local has no value yet; the compiler says so.
                if (!Locals.TryGetValue(local, out var current))
                {
                    return false;
                }

                if (FormulaSyntax.OperatorOf(assignment.Kind()) is not { } symbol || current is not FormulaNumber before || value is not FormulaNumber number)
                {
                    Fail(assignment.Span, FormulaSyntax.FirstLine(assignment), "of the combined assignments there are +=, -=, *= and /=");
                    return false;
                }

                if (symbol == BinaryOperator.Divide && !FormulaSyntax.IsReal(model.GetTypeInfo(assignment.Left).Type))
                {
                    Fail(assignment.OperatorToken.Span, assignment.OperatorToken.Text, FormulaSyntax.WholeDivision);
                    return false;
                }

                var combined = new BinaryExpr(symbol, before.Value, number.Value);
                if (FormulaSyntax.WrapsAround(model.GetTypeInfo(assignment.Left).Type, combined))
                {
                    Fail(assignment.OperatorToken.Span, assignment.OperatorToken.Text, FormulaSyntax.Wrapping);
                    return false;
                }

                value = (Expr)combined;
            }

            Locals[local] = value;
            return true;
        }

        private static Dictionary<ISymbol, FormulaValue> Copy(Dictionary<ISymbol, FormulaValue> locals) => new(locals, SymbolEqualityComparer.Default);
    }

    private INamedTypeSymbol Type => type;

    private CancellationToken Cancellation => cancellation;

    private void Report(FunctionProblem problem) => problems.Add(problem);
}
