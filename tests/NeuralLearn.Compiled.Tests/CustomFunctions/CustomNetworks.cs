namespace NeuralLearn.Compiled.Tests.CustomFunctions;

/// <summary>A network with a function of its own, and the function itself.</summary>
[Network, Input(5), Dense(7), Apply(nameof(Snake)), Dense(3), CustomLoss(nameof(Asymmetric)), Sgd(LearningRate = 0.1)]
internal sealed partial class SnakeNetwork
{
    private const float Sharpness = 3;

    public static float Snake(float x) => x + (MathF.Sin(x) * MathF.Sin(x));

    /// <summary>Too low costs more than too high.</summary>
    public static float Asymmetric(float output, float target)
    {
        float difference = output - target;
        if (difference < 0)
        {
            return Sharpness * Square(difference);
        }

        return Square(difference);
    }

    private static float Square(float x) => x * x;
}

[Network(Arithmetic = Arithmetic.Portable), Input(40), Apply(nameof(Everything)), Dense(2), CustomLoss(nameof(LogCosh), Reduction = Reduction.Sum), Sgd(LearningRate = 0.1)]
internal sealed partial class EverythingNetwork
{
    public static float Everything(float x)
    {
        var limited = Math.Clamp(x, -2f, 2f);
        var bent = x > 1 && x < 1.5f || x <= -1 ? MathF.Tanh(x) : MathF.Exp(-x) - 1;
        const float Half = 1f / 2;
        float sum = Half * limited;
        sum += bent / (1 + MathF.Abs(x));
        if (!(x < 0.25f))
        {
            sum -= MathF.Atan(x);
        }
        else if (x != -0.5f)
        {
            sum *= 2;
        }

        return sum + MathF.Sqrt(1 + (x * x)) + MathF.Log(1 + MathF.Pow(x, 4)) + MathF.Cos(x) + MathF.Max(x, 0.5f) + MathF.Min(-x, 1) + (float)MathF.Cosh(x / 4) + MathF.Sinh(x) + MathF.Pow(x, 3);
    }

    public static float LogCosh(float output, float target)
    {
        var d = output - target;
        return MathF.Abs(d) + MathF.Log(1 + MathF.Exp(-2 * MathF.Abs(d))) - 0.6931472f;
    }
}

/// <summary>Powers of all kinds, and choices by patterns.</summary>
[Network, Input(40), Apply(nameof(Bent)), Dense(2), CustomLoss(nameof(Distance)), Sgd(LearningRate = 0.1)]
internal sealed partial class PowersNetwork
{
    public static float Bent(float x)
    {
        var scale = x switch
        {
            < -1 or > 2.5f => MathF.Pow(2.5f, x),
            >= -1 and <= 0 when x is not -0.5f => MathF.Asin(x / 2) + MathF.Acos(x / 3),
            0.5f => 7,
            _ => MathF.Pow(MathF.Abs(x), 1.3f) + (0.25f * MathF.Atanh(x / 4)),
        };
        return scale + MathF.Pow(1 + MathF.Abs(x), 0.5f * x) + MathF.Cbrt(x) + (0.5f * MathF.Sign(x) * x) + float.LogP1(x * x) + float.ExpM1(-x);
    }

    public static float Distance(float output, float target) => MathF.Pow(MathF.Abs(output - target) + 0.1f, 1.7f);
}
