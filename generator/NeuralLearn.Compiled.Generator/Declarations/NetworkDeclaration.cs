using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Declarations;

/// <summary>A type around the network's class, as it must be opened again: "partial class Game".</summary>
internal readonly record struct ContainingType(string Keyword, string Name, bool IsPartial, bool IsGeneric);

/// <summary>What kind of type carries [Network]. Only <see cref="Class"/> can be a network.</summary>
internal enum TypeKindName
{
    Class,
    StaticClass,
    Record,
    GenericClass,
    FileLocalClass,
    AbstractClass,
    PrimaryConstructorClass,
    UnconstructibleBaseClass,
}

/// <summary>The names of the network's class. <paramref name="Name"/> is unescaped; the emitter escapes keywords.</summary>
internal sealed record TypeIdentity(
    string Namespace,
    EquatableArray<ContainingType> ContainingTypes,
    string Name,
    string MetadataName,
    TypeKindName Kind,
    bool IsPartial)
{
    /// <summary>Whether an instance can only be made with an initializer for members that must be set.</summary>
    public bool HasRequiredMembers { get; init; }
}

/// <summary>A member that the user wrote; the compiler's diagnostics need its name only.</summary>
internal readonly record struct UserMember(string Name, bool IsConstructor, string Parameters);

/// <summary>What the compilation around the class can do, as plain booleans and numbers.</summary>
/// <param name="LanguageVersion">Major C# version times 100: 900 for C# 9.</param>
/// <param name="HasVector512">Whether System.Runtime.Intrinsics.Vector512 exists, as from .NET 8 on.</param>
/// <param name="CheckOverflow">Whether integer arithmetic is checked by default.</param>
internal sealed record TargetProfile(int LanguageVersion, bool HasVector512, bool CheckOverflow)
{
    public static TargetProfile Modern { get; } = new(1200, true, false);
}

/// <summary>Everything the compiler reads from the user's source: equal values give equal output, text for text.</summary>
internal sealed record NetworkDeclaration(
    TypeIdentity Type,
    EquatableArray<AttributeDeclaration> Attributes,
    bool SpreadOverParts,
    EquatableArray<UserMember> Members,
    TargetProfile Target)
{
    /// <summary>Whether there are lines that could not be read; what is missing may then be in one of them.</summary>
    public bool IsIncomplete { get; init; }

    public AttributeDeclaration Network => Attributes.First(attribute => attribute.Kind == "Network");
}
