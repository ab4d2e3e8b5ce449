using NeuralLearn.Compiled;

/// <summary>Says on which of two spirals a point of the plane lies. The build adds everything else: press F12 on a member to read it.</summary>
#if (inference)
[Network(Weights = "spirals.safetensors")]
#else
[Network]
#endif
[Input(2)]
[Dense(32, Activation.SiLU)]
[Dense(32, Activation.SiLU)]
[Dense(2)]
[Classes("first", "second")]
#if (!inference)
[CrossEntropyLoss]
[Adam(LearningRate = 0.01)]
#endif
public sealed partial class Spirals
{
    /// <summary>The plane as the network sees it: a character for each place, from -1 to 1 in both directions.</summary>
    public IEnumerable<string> Map()
    {
        const int Rows = 21, Columns = 42;
        for (var row = 0; row < Rows; row++)
        {
            var line = new char[Columns];
            for (var column = 0; column < Columns; column++)
            {
                float x = (2f * column / (Columns - 1)) - 1, y = 1 - (2f * row / (Rows - 1));
                line[column] = Classify([x, y]) == 0 ? '.' : '#';
            }

            yield return new string(line);
        }
    }
}
