using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NeuralLearn.Compiled.Generator.Analyzers.UseSites;

/// <summary>A length that is known before the program runs.</summary>
/// <param name="FixedBy">The piece of source that makes it so.</param>
internal sealed record KnownLength(long Value, SyntaxNode FixedBy)
{
    /// <summary>The number with which memory of this length is made; null where it is made otherwise.</summary>
    public ExpressionSyntax? Size { get; init; }

    /// <summary>The elements, where they are written out.</summary>
    public IReadOnlyList<ExpressionSyntax> Elements { get; init; } = [];
}

/// <summary>How long the memory is that an expression stands for, where that is certain.</summary>
internal sealed class LengthReader
{
    // The floor of Roslyn has no names for these kinds of syntax.
    private const int CollectionExpression = 9076;
    private const int ExpressionElement = 9077;
    private const int SpreadElement = 9078;

    private const int MostSteps = 32;

    private readonly NetworkCatalog _networks;
    private readonly CancellationToken _cancellation;
    private readonly Variables _variables;

    public LengthReader(NetworkCatalog networks, SemanticModel model, CancellationToken cancellation)
    {
        _networks = networks;
        _cancellation = cancellation;
        _variables = new Variables(networks, cancellation);
        Constants = new ConstantReader(networks, model, _variables, this, cancellation);
    }

    public ConstantReader Constants { get; }

    /// <summary>Arrays of one axis and spans.</summary>
    public static bool IsMeasured(ITypeSymbol? type) =>
        type is IArrayTypeSymbol { Rank: 1 } or { SpecialType: SpecialType.System_Array }
        || type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", Arity: 1, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    public KnownLength? Read(ExpressionSyntax expression, int depth = 0)
    {
        if (depth > MostSteps || Constants.ModelOf(expression) is not { } model)
        {
            return null;
        }

        switch (expression)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return Read(parenthesized.Expression, depth + 1);
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed:
                return Read(suppressed.Operand, depth + 1);
            case CastExpressionSyntax cast:
                return IsMeasured(model.GetTypeInfo(cast.Type, _cancellation).Type) ? Read(cast.Expression, depth + 1) : null;
            case ArrayCreationExpressionSyntax { Type.RankSpecifiers: { Count: 1 } ranks } creation:
                return Made(creation.Initializer, ranks[0], depth);
            case StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax { RankSpecifiers: { Count: 1 } ranks } } creation:
                return Made(creation.Initializer, ranks[0], depth);
            case ImplicitArrayCreationExpressionSyntax { Commas.Count: 0 } creation:
                return Listed(creation.Initializer);
            case ImplicitStackAllocArrayCreationExpressionSyntax creation:
                return Listed(creation.Initializer);
            case InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ArrayInitializerExpression } initializer:
                return Listed(initializer);
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression or (int)SyntaxKind.NullLiteralExpression } literal:
                return model.GetTypeInfo(literal, _cancellation).ConvertedType is null or IErrorTypeSymbol || IsMeasured(model.GetTypeInfo(literal, _cancellation).ConvertedType) ? new KnownLength(0, literal) : null;
            case DefaultExpressionSyntax standard:
                return IsMeasured(model.GetTypeInfo(standard, _cancellation).Type) ? new KnownLength(0, standard) : null;
            case ConditionalExpressionSyntax conditional:
                return Read(conditional.WhenTrue, depth + 1) is { } whenTrue && whenTrue.Value == Read(conditional.WhenFalse, depth + 1)?.Value ? new KnownLength(whenTrue.Value, conditional) : null;
            case ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } element:
                return arguments[0].Expression is RangeExpressionSyntax range ? Sliced(model, element.Expression, range, depth) : null;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call:
                return Called(model, call, access, depth) ?? OfInlineArray(model, call);
            case ObjectCreationExpressionSyntax { ArgumentList: { } list, Initializer: null } creation:
                return Wrapped(model, creation, list, depth) ?? OfInlineArray(model, creation);
            case SimpleNameSyntax or MemberAccessExpressionSyntax:
                return Named(model, expression, depth);
            default:
                return expression.RawKind == CollectionExpression ? Collected(expression, depth) : null;
        }
    }

    private KnownLength? Made(InitializerExpressionSyntax? initializer, ArrayRankSpecifierSyntax rank, int depth)
    {
        if (initializer is not null)
        {
            return Listed(initializer);
        }

        return rank.Sizes.Count == 1 && Constants.Read(rank.Sizes[0], depth + 1) is >= 0 and var size ? new KnownLength(size, rank.Sizes[0]) { Size = rank.Sizes[0] } : null;
    }

    private static KnownLength Listed(InitializerExpressionSyntax initializer) => new(initializer.Expressions.Count, initializer) { Elements = initializer.Expressions };

    /// <summary>[a, b, .. c], where the length of what is spread is known.</summary>
    private KnownLength? Collected(ExpressionSyntax collection, int depth)
    {
        var length = 0L;
        var elements = new List<ExpressionSyntax>();
        foreach (var element in collection.ChildNodes())
        {
            var content = element.ChildNodes().OfType<ExpressionSyntax>().FirstOrDefault();
            if (element.RawKind == ExpressionElement && content is not null)
            {
                length++;
                elements.Add(content);
            }
            else if (element.RawKind == SpreadElement && content is not null && Read(content, depth + 1) is { } spread)
            {
                length += spread.Value;
            }
            else
            {
                return null;
            }
        }

        return new KnownLength(length, collection) { Elements = elements.Count == length ? elements : [] };
    }

    /// <summary>x[a..b]. Whether it fits into x is the runtime's to say; what it gives is this long.</summary>
    private KnownLength? Sliced(SemanticModel model, ExpressionSyntax receiver, RangeExpressionSyntax range, int depth)
    {
        var type = model.GetTypeInfo(receiver, _cancellation).Type;
        if (!IsMeasured(type) && InlineLength(type) is null)
        {
            return null;
        }

        var whole = new Lazy<long?>(() => Read(receiver, depth + 1)?.Value);
        return Bound(range.RightOperand, isEnd: true, whole, depth) is { } end && Bound(range.LeftOperand, isEnd: false, whole, depth) is { } start
            ? Difference(start, end, whole, range) : null;
    }

    /// <summary>A bound as a number from the start, or from the end.</summary>
    private (long Value, bool FromEnd)? Bound(ExpressionSyntax? bound, bool isEnd, Lazy<long?> whole, int depth) => bound switch
    {
        null => (0, isEnd),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.IndexExpression } fromEnd => Constants.Read(fromEnd.Operand, depth + 1) is { } value ? (value, true) : null,
        _ => Constants.Read(bound, depth + 1) is { } value ? (value, false) : null,
    };

    private static KnownLength? Difference((long Value, bool FromEnd) start, (long Value, bool FromEnd) end, Lazy<long?> whole, SyntaxNode at)
    {
        var length = (start.FromEnd, end.FromEnd) switch
        {
            (false, false) => end.Value - start.Value,
            (true, true) => start.Value - end.Value,
            (false, true) => whole.Value - end.Value - start.Value,
            _ => start.Value + end.Value - whole.Value,
        };
        return length is >= 0 ? new KnownLength(length.Value, at) : null;
    }

    /// <summary>x.AsSpan(…), x.Slice(…), x.ToArray(), Array.Empty, GC.AllocateArray.</summary>
    private KnownLength? Called(SemanticModel model, InvocationExpressionSyntax call, MemberAccessExpressionSyntax access, int depth)
    {
        var arguments = call.ArgumentList.Arguments;
        if (arguments.Any(argument => argument.NameColon is not null) || model.GetSymbolInfo(call, _cancellation).Symbol is not IMethodSymbol method)
        {
            return null;
        }

        var owner = method.ContainingType;
        switch (method.Name)
        {
            case "AsSpan" when owner.Name == "MemoryExtensions" && method.ReducedFrom is not null && IsMeasured(model.GetTypeInfo(access.Expression, _cancellation).Type):
            case "Slice" or "ToArray" when IsMeasured(owner):
                return Part(model, access.Expression, arguments, call, depth);
            case "Empty" when owner.SpecialType == SpecialType.System_Array:
                return new KnownLength(0, call);
            case "AllocateArray" or "AllocateUninitializedArray" when owner is { Name: "GC", ContainingNamespace.Name: "System" } && arguments.Count > 0:
                return Constants.Read(arguments[0].Expression, depth + 1) is >= 0 and var size ? new KnownLength(size, arguments[0]) { Size = arguments[0].Expression } : null;
            default:
                return null;
        }
    }

    private KnownLength? Part(SemanticModel model, ExpressionSyntax whole, SeparatedSyntaxList<ArgumentSyntax> arguments, SyntaxNode at, int depth)
    {
        switch (arguments.Count)
        {
            case 0:
                return Read(whole, depth + 1);
            case 1 when arguments[0].Expression is RangeExpressionSyntax range:
                return Sliced(model, whole, range, depth);
            case 1:
                return Constants.Read(arguments[0].Expression, depth + 1) is { } start && Read(whole, depth + 1) is { } all && start <= all.Value ? new KnownLength(all.Value - start, at) : null;
            default:
                return Constants.Read(arguments[1].Expression, depth + 1) is >= 0 and var length ? new KnownLength(length, arguments[1]) : null;
        }
    }

    /// <summary>new Span(array), new Span(array, start, length).</summary>
    private KnownLength? Wrapped(SemanticModel model, ObjectCreationExpressionSyntax creation, ArgumentListSyntax list, int depth) =>
        list.Arguments.Count is 1 or 3 && list.Arguments.All(argument => argument.NameColon is null && argument.RefKindKeyword.RawKind == 0)
        && IsMeasured(model.GetTypeInfo(creation, _cancellation).Type) && model.GetTypeInfo(list.Arguments[0].Expression, _cancellation).Type is IArrayTypeSymbol
            ? list.Arguments.Count == 1 ? Read(list.Arguments[0].Expression, depth + 1)
            : Constants.Read(list.Arguments[2].Expression, depth + 1) is >= 0 and var length ? new KnownLength(length, list.Arguments[2]) : null
            : null;

    private KnownLength? Named(SemanticModel model, ExpressionSyntax expression, int depth)
    {
        var type = model.GetTypeInfo(expression, _cancellation).Type;
        if (!IsMeasured(type))
        {
            return OfInlineArray(model, expression);
        }

        return model.GetSymbolInfo(expression, _cancellation).Symbol switch
        {
            IPropertySymbol { Name: "Empty", IsStatic: true } empty when IsMeasured(empty.ContainingType) => new KnownLength(0, expression),
            { } symbol when _variables.ValueOf(symbol) is { } value => Read(value, depth + 1),
            _ => null,
        };
    }

    private KnownLength? OfInlineArray(SemanticModel model, ExpressionSyntax expression) =>
        InlineLength(model.GetTypeInfo(expression, _cancellation).Type) is { } length ? new KnownLength(length, expression) : null;

    /// <summary>The number of an [InlineArray(n)]; as it is declared now, where it names a constant of a network.</summary>
    private long? InlineLength(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct })
        {
            return null;
        }

        var attribute = type.GetAttributes().FirstOrDefault(candidate => candidate.AttributeClass is { Name: "InlineArrayAttribute", ContainingNamespace.Name: "CompilerServices" });
        return attribute is null ? null
            : attribute.ApplicationSyntaxReference?.GetSyntax(_cancellation) is AttributeSyntax { ArgumentList.Arguments: { Count: 1 } arguments } ? Constants.Read(arguments[0].Expression)
            : attribute.ConstructorArguments.Length == 1 && attribute.ConstructorArguments[0].Value is int length ? length
            : null;
    }
}
