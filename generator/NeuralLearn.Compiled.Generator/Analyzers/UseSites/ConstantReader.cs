using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralLearn.Compiled.Generator.Reading;

namespace NeuralLearn.Compiled.Generator.Analyzers.UseSites;

/// <summary>
/// Whole numbers that are known before the program runs. The constants of networks are taken from their declarations: in an IDE the
/// compilation holds those of the last build, or none.
/// </summary>
internal sealed class ConstantReader
{
    /// <summary>More than anyone writes; what refers to itself ends here.</summary>
    private const int MostSteps = 32, MostReads = 2000;

    private readonly NetworkCatalog _networks;
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellation;
    private readonly Variables _variables;
    private readonly LengthReader _lengths;
    private int _reads;

    public ConstantReader(NetworkCatalog networks, SemanticModel model, Variables variables, LengthReader lengths, CancellationToken cancellation)
    {
        _networks = networks;
        _model = model;
        _variables = variables;
        _lengths = lengths;
        _cancellation = cancellation;
    }

    public long? Read(ExpressionSyntax expression, int depth = 0)
    {
        if (depth > MostSteps || ModelOf(expression) is not { } model)
        {
            return null;
        }

        var value = expression switch
        {
            LiteralExpressionSyntax or SizeOfExpressionSyntax or DefaultExpressionSyntax => Constant(model, expression),
            ParenthesizedExpressionSyntax parenthesized => Read(parenthesized.Expression, depth + 1),
            CheckedExpressionSyntax check => Read(check.Expression, depth + 1),
            CastExpressionSyntax cast => model.GetTypeInfo(cast.Type, _cancellation).Type is { } type && (type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 || type.TypeKind == TypeKind.Enum)
                ? Read(cast.Expression, depth + 1) : Constant(model, cast),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } minus => -Read(minus.Operand, depth + 1),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryPlusExpression } plus => Read(plus.Operand, depth + 1),
            BinaryExpressionSyntax binary => Calculate(binary.Kind(), Read(binary.Left, depth + 1), Read(binary.Right, depth + 1)),
            SimpleNameSyntax or MemberAccessExpressionSyntax => Named(model, expression, depth + 1),
            _ => null,
        };

        // What leaves the range of int is an error of the compiler's, or wraps.
        return value is >= int.MinValue and <= int.MaxValue ? value : null;
    }

    /// <summary>The model of the file that an expression stands in; null where that is not part of the compilation, or enough has been read.</summary>
    public SemanticModel? ModelOf(SyntaxNode node) =>
        ++_reads > MostReads ? null
        : node.SyntaxTree == _model.SyntaxTree ? _model
#pragma warning disable RS1030 // a constant or a field of another file is read where it stands; nothing of the model is kept
        : _networks.Compilation.ContainsSyntaxTree(node.SyntaxTree) ? _networks.Compilation.GetSemanticModel(node.SyntaxTree) : null;
#pragma warning restore RS1030

    private long? Constant(SemanticModel model, ExpressionSyntax expression) => model.GetConstantValue(expression, _cancellation) is { HasValue: true } constant ? Integer(constant.Value) : null;

    private static long? Integer(object? value) => value switch
    {
        int number => number,
        uint number => number,
        short number => number,
        ushort number => number,
        byte number => number,
        sbyte number => number,
        long number => number,
        _ => null,
    };

    private static long? Calculate(SyntaxKind operation, long? left, long? right) => operation switch
    {
        SyntaxKind.AddExpression => left + right,
        SyntaxKind.SubtractExpression => left - right,
        SyntaxKind.MultiplyExpression => left * right,
        SyntaxKind.DivideExpression => right == 0 ? null : left / right,
        SyntaxKind.ModuloExpression => right == 0 ? null : left % right,
        SyntaxKind.LeftShiftExpression => left is >= 0 and < int.MaxValue && right is >= 0 and < 31 ? left << (int)right : null,
        SyntaxKind.RightShiftExpression => right is >= 0 and < 31 ? left >> (int)right : null,
        _ => null,
    };

    private long? Named(SemanticModel model, ExpressionSyntax expression, int depth)
    {
        var symbol = model.GetSymbolInfo(expression, _cancellation).Symbol;
        switch (symbol)
        {
            case null:
                return Missing(model, expression);
            case IFieldSymbol { IsConst: true, DeclaringSyntaxReferences.Length: > 0 } field when DeclarationReader.IsGenerated(field):
                return _networks.Find(field.ContainingType, _cancellation)?.Forms.Constant(field.Name);
            case IFieldSymbol { IsConst: true } field when field.ContainingType.TypeKind == TypeKind.Enum || field.DeclaringSyntaxReferences.Length == 0:
                return field.HasConstantValue ? Integer(field.ConstantValue) : null;
            case IPropertySymbol { Name: "Length" } length when expression is MemberAccessExpressionSyntax access && LengthReader.IsMeasured(length.ContainingType):
                return _lengths.Read(access.Expression, depth)?.Value;
            case IFieldSymbol or ILocalSymbol or IPropertySymbol when IsInteger(symbol) && _variables.ValueOf(symbol) is { } value:
                return Read(value, depth);
            default:
                return null;
        }
    }

    private static bool IsInteger(ISymbol symbol)
    {
        var type = symbol switch
        {
            IFieldSymbol field => field.Type,
            ILocalSymbol local => local.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        };
        return type is { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } or { TypeKind: TypeKind.Enum };
    }

    /// <summary>A constant of a network that the build has not added yet.</summary>
    private long? Missing(SemanticModel model, ExpressionSyntax expression)
    {
        var (owner, name) = expression switch
        {
            MemberAccessExpressionSyntax access => (model.GetTypeInfo(access.Expression, _cancellation).Type, access.Name),
            SimpleNameSyntax simple => (model.GetEnclosingSymbol(simple.SpanStart, _cancellation)?.ContainingType, simple),
            _ => default((ITypeSymbol?, SimpleNameSyntax?)),
        };
        return name is null ? null : _networks.Find(owner, _cancellation)?.Forms.Constant(name.Identifier.ValueText);
    }
}
