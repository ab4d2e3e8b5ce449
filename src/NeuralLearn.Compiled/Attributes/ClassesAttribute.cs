namespace NeuralLearn.Compiled;

/// <summary>The names of the classes that an output chooses between.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ClassesAttribute : Attribute
{
    /// <summary>Names, the class 0 first. There is one for each score of the output.</summary>
    /// <param name="names">Their names.</param>
    public ClassesAttribute(params string[] names) => Names = names;

    /// <summary>An enumeration whose members are the classes: int, with the values 0 to K - 1. Labels and answers are of its type.</summary>
    /// <param name="type">The enumeration: typeof(Gesture).</param>
    public ClassesAttribute(Type type)
    {
        Type = type;
        Names = [];
    }

    /// <summary>The names; empty where an enumeration has them.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The enumeration.</summary>
    public Type? Type { get; }

    /// <summary>The name of the output; not needed where only one output chooses between classes.</summary>
    public string? Output { get; set; }
}
