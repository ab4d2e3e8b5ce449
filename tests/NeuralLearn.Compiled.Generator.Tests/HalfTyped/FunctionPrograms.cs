using NeuralLearn.Compiled.Generator.Tests.Rules;

namespace NeuralLearn.Compiled.Generator.Tests.HalfTyped;

/// <summary>Programs with functions of their own, beside those of the samples.</summary>
internal static class FunctionPrograms
{
    private static readonly Dictionary<string, string> Programs = new(StringComparer.Ordinal)
    {
        ["OwnActivation"] = "[Network, Input(5), Dense(7), Apply(nameof(Snake), Name = \"bent\"), Dense(3), MeanSquaredErrorLoss]\n"
            + "public sealed partial class Net\n{\n    public static float Snake(float x) => x + (System.MathF.Sin(x) * System.MathF.Sin(x));\n}",
        ["OwnLoss"] = "[Network, Input(5), Dense(3), CustomLoss(nameof(Asymmetric), Weight = 2), Sgd]\npublic sealed partial class Net\n{\n    private const float Sharpness = 3;\n"
            + "    public static float Asymmetric(float output, float target)\n    {\n        float difference = output - target;\n        if (difference < 0)\n        {\n"
            + "            return Sharpness * Square(difference);\n        }\n\n        return Square(difference);\n    }\n\n    private static float Square(float x) => x * x;\n}",
        ["OwnStatements"] = "[Network, Input(4), Apply(nameof(Bend)), Apply(nameof(Bend))]\npublic sealed partial class Net\n{\n    public static float Bend(float x)\n    {\n"
            + "        var bent = x > 1 && !(x < 1.5f) || x <= -1 ? System.MathF.Tanh(x) : System.MathF.Exp(-x) - 1;\n        const float Half = 1f / 2;\n        float sum = Half * bent;\n"
            + "        sum += bent;\n        if (x < 0.25f) { sum -= (float)System.Math.Clamp(x, -2f, max: 2f); } else if (x != 0.5f) sum *= 2;\n        return sum + checked(x * 2);\n    }\n}",
    };

    /// <summary>Of these and of the samples.</summary>
    public static IEnumerable<string> Names => Samples.NamesOfGood.Concat(Programs.Keys);

    /// <summary>A program of these, or of the samples.</summary>
    public static string Source(string name) => "using NeuralLearn.Compiled;\n" + (Programs.GetValueOrDefault(name) ?? Samples.GoodNamed(name));
}
