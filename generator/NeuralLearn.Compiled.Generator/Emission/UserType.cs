using NeuralLearn.Compiled.Generator.Declarations;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Opens the user's class again, with the namespace and the types around it.</summary>
internal static class UserType
{
    /// <param name="inside">Prints the class itself.</param>
    public static void Print(CodeWriter writer, TypeIdentity type, Action inside)
    {
        if (type.Namespace.Length == 0)
        {
            PrintContaining(writer, type, 0, inside);
            return;
        }

        using (writer.Block("namespace " + string.Join(".", type.Namespace.Split('.').Select(Literal.Identifier))))
        {
            PrintContaining(writer, type, 0, inside);
        }
    }

    private static void PrintContaining(CodeWriter writer, TypeIdentity type, int depth, Action inside)
    {
        if (depth == type.ContainingTypes.Count)
        {
            inside();
            return;
        }

        var outer = type.ContainingTypes[depth];
        using (writer.Block($"partial {outer.Keyword} {Literal.TypeName(outer.Name)}"))
        {
            PrintContaining(writer, type, depth + 1, inside);
        }
    }
}
