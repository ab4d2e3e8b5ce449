using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Functions;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Reading;

/// <summary>Finds the method that an attribute names and reads it as a formula.</summary>
internal static class FunctionReader
{
    /// <summary>More are no formula that anyone wrote; the JIT would not optimise them either.</summary>
    private const int MostOperations = 500;

    /// <summary>The text of expressions in files that have not changed: with every keystroke elsewhere they are read again.</summary>
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<ExpressionSyntax, string> Lines = new();

    /// <param name="type">The network's class.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="parameters">Its parameters, for messages: "float x".</param>
    /// <param name="compilation">What the class is part of.</param>
    /// <param name="cancellation">Asked between methods.</param>
    public static CustomFunction Read(INamedTypeSymbol type, string name, string parameters, Compilation compilation, CancellationToken cancellation)
    {
        if (name.Length == 0)
        {
            return Failed(name, ShapeRules.InvalidName, "", "", "it is empty");
        }

        var count = parameters.Split(',').Length;
        List<IMethodSymbol> methods = [.. type.GetMembers(name).OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary && !DeclarationReader.IsGenerated(method))];
        if (methods.Count == 0)
        {
            return Failed(name, FunctionRules.NoMethod, "", type.Name, name, parameters);
        }

        var method = methods.FirstOrDefault(candidate => IsFormula(candidate, count)) ?? methods[0];
        if (!IsFormula(method, count))
        {
            return Failed(name, FunctionRules.WrongSignature, "", name, parameters, Difference(method, count));
        }

        var problems = new List<FunctionProblem>();
        var reader = new FormulaReader(type, compilation, problems, cancellation);
        var body = reader.Read(method, [.. method.Parameters.Select(parameter => (FormulaValue)Expr.Variable(parameter.Name))]);
        cancellation.ThrowIfCancellationRequested();
        var names = method.Parameters.Select(parameter => parameter.Name).ToEquatableArray();
        if (reader.IsExhausted || (body is not null && Size(body, new Dictionary<Expr, int>(ReferenceComparer.Instance)) > MostOperations))
        {
            problems.Clear();
            problems.Add(new FunctionProblem(FunctionRules.TooLarge, "", new[] { name, MostOperations.ToString(System.Globalization.CultureInfo.InvariantCulture) }.ToEquatableArray()));
        }
        else if (body is not null && !Reads(body, names[0], new HashSet<Expr>(ReferenceComparer.Instance)))
        {
            problems.Add(new FunctionProblem(FunctionRules.Constant, "", new[] { name, names[0] }.ToEquatableArray()));
        }

        return problems.Count > 0
            ? new CustomFunction(name, Source(method, cancellation), names, null, problems[0])
            : new CustomFunction(name, Source(method, cancellation), names, body, null);
    }

    private static CustomFunction Failed(string name, Rule rule, string slot, params string[] arguments) =>
        new(name, name, EquatableArray<string>.Empty, null, new FunctionProblem(rule, slot, arguments.ToEquatableArray()));

    private static bool IsFormula(IMethodSymbol method, int count) => method is { IsStatic: true, IsGenericMethod: false, IsAsync: false, ReturnType.SpecialType: SpecialType.System_Single, ReturnsByRef: false, ReturnsByRefReadonly: false }
        && method.Parameters.Length == count && method.Parameters.All(parameter => parameter is { RefKind: RefKind.None, IsParams: false, Type.SpecialType: SpecialType.System_Single });

    private static string Difference(IMethodSymbol method, int count) =>
        !method.IsStatic ? "it is not static"
        : method.ReturnType.SpecialType != SpecialType.System_Single ? $"it returns {method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}"
        : method.Parameters.Length != count ? $"it takes {(method.Parameters.Length == 1 ? "1 parameter" : method.Parameters.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) + " parameters")}"
        : method.IsGenericMethod ? "it is generic"
        : $"it takes ({DeclarationReader.Parameters(method)})";

    /// <summary>What stands behind the arrow or the only return, on one line.</summary>
    private static string Source(IMethodSymbol method, CancellationToken cancellation)
    {
        var syntax = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) as MethodDeclarationSyntax;
        var expression = syntax?.ExpressionBody?.Expression
            ?? (syntax?.Body?.Statements is { Count: 1 } statements && statements[0] is ReturnStatementSyntax { Expression: { } returned } ? returned : null);
        return expression is not null && !expression.ContainsDirectives ? Lines.GetValue(expression, OneLine)
            : $"{method.Name}({string.Join(", ", method.Parameters.Select(parameter => parameter.Name))})";
    }

    private static string OneLine(ExpressionSyntax expression) =>
        string.Join(" ", Bare(expression).NormalizeWhitespace(" ", "\n").ToFullString().Split(['\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The tokens alone: a comment changes no formula, and one to the end of a line would swallow what comes after it on one line.</summary>
    private static ExpressionSyntax Bare(ExpressionSyntax expression) =>
        expression.ReplaceTokens(expression.DescendantTokens(), (_, token) => token.WithLeadingTrivia().WithTrailingTrivia());

    /// <summary>Operations of the formula written out, those of a shared part as often as it occurs; stops counting above the limit.</summary>
    private static int Size(Expr formula, Dictionary<Expr, int> known)
    {
        if (!known.TryGetValue(formula, out var size))
        {
            size = 1;
            foreach (var part in formula.Parts)
            {
                size = Math.Min(MostOperations + 1, size + Size(part, known));
            }

            known.Add(formula, size);
        }

        return size;
    }

    private static bool Reads(Expr formula, string variable, HashSet<Expr> seen) =>
        seen.Add(formula) && ((formula is VariableExpr found && found.Name == variable) || formula.Parts.Any(part => Reads(part, variable, seen)));
}
