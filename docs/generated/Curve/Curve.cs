using System;
using NeuralLearn.Compiled;

namespace Gallery;

/// <summary>An activation and a loss of the class's own; the compiler differentiates both.</summary>
[Network]
[Input(1)]
[Dense(12)]
[Apply(nameof(Snake))]
[Dense(1)]
[CustomLoss(nameof(Cautious))]
[Sgd(LearningRate = 0.05)]
public sealed partial class Curve
{
    private static float Snake(float x) => x + MathF.Sin(x) * MathF.Sin(x);

    /// <summary>Too much costs four times what too little does.</summary>
    private static float Cautious(float output, float target)
    {
        float error = output - target;
        return error > 0 ? 4 * error * error : error * error;
    }
}
