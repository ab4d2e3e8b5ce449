namespace NeuralLearn.Compiled;

/// <summary>Which number the texts of a label column get.</summary>
public enum ClassOrder
{
    /// <summary>
    /// Sorted, so that the order of the rows does not matter: by value if all texts are whole numbers (2 before 10), else by their
    /// characters' codes.
    /// </summary>
    Sorted,

    /// <summary>The text that is found first is class 0.</summary>
    FirstAppearance,
}
