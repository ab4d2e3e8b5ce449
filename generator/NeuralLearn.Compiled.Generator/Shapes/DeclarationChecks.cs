using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Losses;
using NeuralLearn.Compiled.Generator.Optimizers;

namespace NeuralLearn.Compiled.Generator.Shapes;

/// <summary>What can be wrong before any shape is known: the type, the order and number of lines.</summary>
internal static class DeclarationChecks
{
    public static void Check(NetworkDeclaration declaration, ProblemList problems)
    {
        CheckType(declaration, problems);
        CheckNetwork(declaration, problems);
        CheckLines(declaration, problems);
    }

    private static void CheckType(NetworkDeclaration declaration, ProblemList problems)
    {
        var type = declaration.Type;
        var unsupported = type.Kind switch
        {
            TypeKindName.StaticClass => "a static class",
            TypeKindName.Record => "a record",
            TypeKindName.GenericClass => "a generic class",
            TypeKindName.FileLocalClass => "a file-local class, which no other file can complete",
            TypeKindName.AbstractClass => "an abstract class",
            TypeKindName.PrimaryConstructorClass => "a class with a primary constructor, which the build's constructors cannot call",
            TypeKindName.UnconstructibleBaseClass => "a class whose base class has no constructor without parameters, which the build's constructors would call",
            _ => null,
        };
        if (unsupported is not null)
        {
            problems.Add(DeclarationRules.UnsupportedType, -1, "", type.Name, unsupported);
        }
        else if (!type.IsPartial)
        {
            problems.Add(DeclarationRules.NotPartial, -1, "", type.Name);
        }

        foreach (var outer in type.ContainingTypes)
        {
            if (outer.IsGeneric || !outer.IsPartial)
            {
                problems.Add(DeclarationRules.ContainingTypeUnsupported, -1, "", outer.Name, type.Name,
                    outer.IsGeneric ? "a type without type parameters" : "declared partial");
            }
        }

        if (declaration.Target.LanguageVersion < 900)
        {
            problems.Add(DeclarationRules.LanguageTooOld, -1, "",
                $"{declaration.Target.LanguageVersion / 100}.{declaration.Target.LanguageVersion % 100}");
        }

        if (!declaration.Target.HasVector512)
        {
            problems.Add(DeclarationRules.FrameworkTooOld, -1, "");
        }
    }

    private static void CheckNetwork(NetworkDeclaration declaration, ProblemList problems)
    {
        var network = declaration.Network;
        if (network.Find("Arithmetic") is { Kind: ArgumentKind.Enumeration } value && !Enum.IsDefined(typeof(Arithmetic), (int)value.Integer))
        {
            problems.OutOfRange(IndexOf(declaration, network), "Network", "Arithmetic", value, "a member of the enumeration Arithmetic");
        }

        if (network.Find("Unroll") is { Kind: ArgumentKind.Enumeration } unroll && !Enum.IsDefined(typeof(Unroll), (int)unroll.Integer))
        {
            problems.OutOfRange(IndexOf(declaration, network), "Network", "Unroll", unroll, "a member of the enumeration Unroll");
        }

        if (network.Find("Placement") is { Kind: ArgumentKind.Enumeration } placement && !Enum.IsDefined(typeof(Placement), (int)placement.Integer))
        {
            problems.OutOfRange(IndexOf(declaration, network), "Network", "Placement", placement, "a member of the enumeration Placement");
        }

        foreach (var line in Indices(declaration, kind => kind == "Budget"))
        {
            foreach (var limit in declaration.Attributes[line].Arguments.Where(argument => argument.Value is { Kind: ArgumentKind.Integer, Integer: < 1 }))
            {
                problems.OutOfRange(line, "Budget", limit.Slot, limit.Value, "1 or more");
            }
        }

        if (declaration.SpreadOverParts)
        {
            problems.Add(DeclarationRules.SpreadOverParts, IndexOf(declaration, network), "", declaration.Type.Name);
        }
    }

    /// <summary>The user's members beside those that the build adds; needs the whole network, as outputs and losses decide which those are.</summary>
    public static void CheckMembers(NetworkModel model, ProblemList problems)
    {
        var declaration = model.Declaration;
        var taken = MemberNames.Of(model);
        if (taken.Contains(declaration.Type.Name))
        {
            problems.Add(DeclarationRules.ClassNamedLikeMember, -1, "", declaration.Type.Name);
        }

        foreach (var member in declaration.Members)
        {
            if (member.IsConstructor ? member.Parameters is "" or "ulong" : taken.Contains(member.Name))
            {
                var name = member.IsConstructor ? declaration.Type.Name + "(" + member.Parameters + ")" : member.Name;
                problems.Add(DeclarationRules.MemberTaken, -1, "member:" + member.Name + "(" + member.Parameters, declaration.Type.Name, name);
            }
        }
    }

    private static void CheckLines(NetworkDeclaration declaration, ProblemList problems)
    {
        var name = declaration.Type.Name;
        var inputs = Indices(declaration, kind => kind == "Input");
        var layers = Indices(declaration, kind => LayerCatalog.Find(kind) is not null);
        var losses = Indices(declaration, kind => LossCatalog.Find(kind) is not null);
        var unnamed = inputs.Where(index => declaration.Attributes[index].Text("Name") is null).ToList();
        var optimizers = Indices(declaration, kind => OptimizerCatalog.Find(kind) is not null);
        if (inputs.Count == 0)
        {
            problems.Add(DeclarationRules.NoInput, -1, "", name);
        }
        else if (layers.Count == 0)
        {
            problems.Add(DeclarationRules.NoLayers, inputs[0], "", name);
        }

        if (unnamed.Count > 1)
        {
            problems.Add(DeclarationRules.SeveralInputs, unnamed[1], "", name, unnamed.Count);
        }

        if (optimizers.Count > 1)
        {
            problems.Add(DeclarationRules.SeveralOptimizers, optimizers[1], "", name, optimizers.Count);
        }

        if (optimizers.Count > 0 && losses.Count == 0)
        {
            problems.Add(DeclarationRules.OptimizerWithoutLoss, optimizers[0], "", declaration.Attributes[optimizers[0]].Kind, name);
        }

        foreach (var line in Indices(declaration, kind => kind == "Output" || LayerCatalog.Find(kind) is not null))
        {
            if (inputs.Count > 0 && line < inputs[0])
            {
                problems.Add(DeclarationRules.LayerBeforeInput, line, "", declaration.Attributes[line].Kind);
            }
        }

        foreach (var layer in layers)
        {
            if (losses.Count > 0 && layer > losses[0])
            {
                problems.Add(DeclarationRules.LayerAfterLoss, layer, "",
                    declaration.Attributes[layer].Kind, declaration.Attributes[losses[0]].Kind);
            }
        }
    }

    private static List<int> Indices(NetworkDeclaration declaration, Func<string, bool> accepts) =>
        [.. Enumerable.Range(0, declaration.Attributes.Count).Where(index => accepts(declaration.Attributes[index].Kind))];

    private static int IndexOf(NetworkDeclaration declaration, AttributeDeclaration attribute) =>
        declaration.Attributes.ToList().FindIndex(candidate => ReferenceEquals(candidate, attribute));
}
