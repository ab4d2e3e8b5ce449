using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Emission;
using NeuralLearn.Compiled.Generator.Reading;

namespace NeuralLearn.Compiled.Generator.Analyzers.UseSites;

/// <summary>A network's member at a place where it is used: whether it exists, and whether it can take what it is given.</summary>
internal sealed class MemberUse(SyntaxNodeAnalysisContext context, NetworkCatalog networks, UsedNetwork network)
{
    private readonly LengthReader _lengths = new(networks, context.SemanticModel, context.CancellationToken);

    private SemanticModel Model => context.SemanticModel;

    /// <param name="name">The member's name.</param>
    /// <param name="access">All that says which member of what is meant.</param>
    public void Check(SimpleNameSyntax name, ExpressionSyntax access)
    {
        var call = access.Parent is InvocationExpressionSyntax invocation && invocation.Expression == access ? invocation : null;
        var forms = network.Forms.Named(name.Identifier.ValueText);
        var info = Model.GetSymbolInfo((ExpressionSyntax?)call ?? access, context.CancellationToken);
        if (forms.Count == 0)
        {
            CheckMissing(name, info);
        }
        else if (call is not null && !IsOfOthers(info))
        {
            CheckCall(name, call, forms, info.Symbol as IMethodSymbol);
        }
    }

    public void CheckMissing(SimpleNameSyntax name, SymbolInfo info)
    {
        if (!IsOfOthers(info) && MissingMember.Of(network, name) is { } problem)
        {
            context.ReportDiagnostic(problem.ToDiagnostic());
        }
    }

    /// <summary>Whether the name means something that the build has not written: a member of the user's own, or an extension.</summary>
    private static bool IsOfOthers(SymbolInfo info) => info.Symbol is { } symbol
        ? !DeclarationReader.IsGenerated(symbol.OriginalDefinition)
        : info.CandidateSymbols.Any(candidate => !DeclarationReader.IsGenerated(candidate.OriginalDefinition));

    private void CheckCall(SimpleNameSyntax name, InvocationExpressionSyntax call, IReadOnlyList<MemberForm> forms, IMethodSymbol? method)
    {
        var member = name.Identifier.ValueText;
        if (member == "Backward" && network.NeedsRows is { } layer)
        {
            context.ReportDiagnostic(new UseProblem(UseSiteRules.OneRow, name.GetLocation(), layer.Declaration.Title, member).ToDiagnostic());
        }

        // While the build has not added the members, or added those of another declaration, several may be meant: only what is wrong with all is wrong.
        List<List<PassedArgument>> matches = [.. forms.Select(form => Match(form, call.ArgumentList.Arguments)).OfType<List<PassedArgument>>()];
        if (method is not null && matches.Find(match => IsCalled(match, method)) is { } called)
        {
            matches = [called];
        }

        var check = new ArgumentCheck(network, _lengths, member, mayUseLengths: false);
        List<IReadOnlyList<UseProblem>> problems = [.. matches.Select(check.Check)];
        foreach (var problem in problems.FirstOrDefault() ?? [])
        {
            if (problems.TrueForAll(others => others.Any(other => other.Rule == problem.Rule && other.Where == problem.Where)))
            {
                context.ReportDiagnostic(problem.ToDiagnostic());
            }
        }
    }

    /// <summary>Which argument goes to which parameter; null where the call cannot mean this form.</summary>
    private List<PassedArgument>? Match(MemberForm form, SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        if (arguments.Count != form.Parameters.Count)
        {
            return null;
        }

        var passed = new List<PassedArgument>();
        for (var i = 0; i < form.Parameters.Count; i++)
        {
            var parameter = form.Parameters[i];
            var argument = arguments.FirstOrDefault(candidate => candidate.NameColon?.Name.Identifier.ValueText == parameter.Name) ?? (arguments[i].NameColon is null ? arguments[i] : null);
            if (argument is null || !CanTake(parameter, argument))
            {
                return null;
            }

            passed.Add(new PassedArgument(parameter, argument.Expression));
        }

        return passed;
    }

    private bool CanTake(MemberParameter parameter, ArgumentSyntax argument)
    {
        if (parameter.Type.StartsWith("ref ", StringComparison.Ordinal) != argument.RefKindKeyword.IsKind(SyntaxKind.RefKeyword))
        {
            return false;
        }

        var type = Model.GetTypeInfo(argument.Expression, context.CancellationToken).Type;
        if (type is null or IErrorTypeSymbol || parameter.Type.StartsWith("ref ", StringComparison.Ordinal))
        {
            // A constant of a network that is not there yet has no type, but is a number.
            return !parameter.IsSpan || _lengths.Constants.Read(argument.Expression) is null;
        }

        if (!parameter.IsSpan)
        {
            return type.Name == "Batch" ? parameter.Type == "in Batch"
                : parameter.Type == "float" ? IsNumber(type) : parameter.Type == "int" ? IsNumber(type) && type.SpecialType is not (SpecialType.System_Single or SpecialType.System_Double) : type.TypeKind == TypeKind.Enum;
        }

        var element = type switch
        {
            IArrayTypeSymbol array => array.ElementType,
            INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } when LengthReader.IsMeasured(type) => arguments[0],
            _ => null,
        };
        return element is null or IErrorTypeSymbol ? !IsNumber(type) && type.TypeKind != TypeKind.Enum : IsElement(parameter.Element, element);
    }

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    private static bool IsElement(string expected, ITypeSymbol element) => expected switch
    {
        "float" => element.SpecialType == SpecialType.System_Single,
        "int" => element.SpecialType == SpecialType.System_Int32,
        "byte" => element.SpecialType == SpecialType.System_Byte,
        _ => element.SpecialType == SpecialType.None,
    };

    /// <summary>Whether it is this overload that the compiler has chosen.</summary>
    private static bool IsCalled(List<PassedArgument> match, IMethodSymbol method) =>
        method.Parameters.Length == match.Count && match.Zip(method.Parameters, (argument, parameter) =>
            argument.Parameter.Name == parameter.Name && argument.Parameter.IsSpan == LengthReader.IsMeasured(parameter.Type)
            && (!argument.Parameter.IsSpan || IsElement(argument.Parameter.Element, ((INamedTypeSymbol)parameter.Type).TypeArguments[0]))).All(same => same);
}

/// <summary>An argument, or the value of a batch's field.</summary>
internal sealed record PassedArgument(MemberParameter Parameter, ExpressionSyntax Value);
