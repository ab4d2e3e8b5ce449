namespace NeuralLearn.Compiled;

/// <summary>What every recurrent layer can be told.</summary>
public abstract class RecurrentAttribute : SingleInputLayerAttribute
{
    private protected RecurrentAttribute(int units) => Units = units;

    /// <summary>Length of the state and of the result.</summary>
    public int Units { get; }

    /// <summary>How many such layers lie on top of each other, each reading the results of all steps of the one below. 1 without a word.</summary>
    public int Layers { get; set; } = 1;

    /// <summary>The last step's result, as without a word, or those of all steps.</summary>
    public Return Return { get; set; }

    /// <summary>Whether the two biases are there. True without a word.</summary>
    public bool Bias { get; set; } = true;
}
