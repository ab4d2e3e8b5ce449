using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Xunit.Abstractions;

namespace NeuralLearn.Compiled.Tests.Mathematics;

public sealed class VectorMathTests(ITestOutputHelper output)
{
    /// <summary>Every 257th bit pattern of all floats: all exponents, both signs, denormals, infinities and NaNs.</summary>
    private const uint Step = 257;

    private const float Tiny = float.Epsilon;
    private const float Infinity = float.PositiveInfinity;

    public static TheoryData<string, double> Bounds => new()
    {
        { "Exp", 2 }, { "Log", 2 }, { "Log1p", 3 }, { "Expm1", 3 }, { "Sigmoid", 3 }, { "Tanh", 3 }, { "Softplus", 3 }, { "Erf", 3 },
        { "Sin", 3 }, { "Cos", 3 }, { "Atan", 3 },
    };

    /// <summary>Sums over the bits of many results: of the portable arithmetic, and of fused multiply-adds in hardware.</summary>
    public static TheoryData<string, uint, uint> Fingerprints => new()
    {
        { "Exp", 0x9EBAF1C4, 0x136453DE },
        { "Log", 0x468B6679, 0xCF3F1B98 },
        { "Log1p", 0x427C6479, 0xD1ACD439 },
        { "Expm1", 0x3808E58B, 0x5F4E4D41 },
        { "Sigmoid", 0x5C55C2AB, 0x5DACEFEC },
        { "Tanh", 0xD31B9796, 0x78F47319 },
        { "Softplus", 0x17542B0A, 0xD19E5268 },
        { "Erf", 0xF5B11A0B, 0xFD928473 },
        { "Sin", 0xBDA7336F, 0x35DF4E25 },
        { "Cos", 0x36AB0884, 0x3AD68351 },
        { "Atan", 0x2CEE13E3, 0xC685D7B2 },
    };

    public static TheoryData<string, float, float> SpecialValues => new()
    {
        { "Exp", 0f, 1f }, { "Exp", -0f, 1f }, { "Exp", Tiny, 1f }, { "Exp", -Infinity, 0f }, { "Exp", Infinity, Infinity },
        { "Exp", float.NaN, float.NaN }, { "Exp", float.MaxValue, Infinity }, { "Exp", float.MinValue, 0f },
        { "Exp", 88.72283f, 3.4027985e38f }, { "Exp", 88.72284f, Infinity }, { "Exp", 89.5f, Infinity }, { "Exp", 128f, Infinity },
        { "Exp", -103.97209f, 0f }, { "Exp", -103.97208f, Tiny }, { "Exp", -104.5f, 0f }, { "Exp", -200f, 0f },
        { "Log", 1f, 0f }, { "Log", 0f, -Infinity }, { "Log", -0f, -Infinity }, { "Log", -Tiny, float.NaN }, { "Log", -1f, float.NaN },
        { "Log", -Infinity, float.NaN }, { "Log", Infinity, Infinity }, { "Log", float.NaN, float.NaN }, { "Log", Tiny, -103.27893f },
        { "Log", float.MaxValue, 88.72284f },
        { "Log1p", 0f, 0f }, { "Log1p", -0f, -0f }, { "Log1p", Tiny, Tiny }, { "Log1p", -Tiny, -Tiny }, { "Log1p", -1f, -Infinity },
        { "Log1p", -1.0000001f, float.NaN }, { "Log1p", -Infinity, float.NaN }, { "Log1p", Infinity, Infinity },
        { "Log1p", float.NaN, float.NaN }, { "Log1p", float.MaxValue, 88.72284f },
        { "Expm1", 0f, 0f }, { "Expm1", -0f, -0f }, { "Expm1", Tiny, Tiny }, { "Expm1", -3 * Tiny, -3 * Tiny }, { "Expm1", 1e-40f, 1e-40f },
        { "Expm1", -Infinity, -1f }, { "Expm1", -50f, -1f }, { "Expm1", float.MinValue, -1f }, { "Expm1", Infinity, Infinity },
        { "Expm1", 88.72283f, 3.4027985e38f }, { "Expm1", 88.72284f, Infinity },
        { "Expm1", 200f, Infinity }, { "Expm1", float.NaN, float.NaN },
        { "Sigmoid", 0f, 0.5f }, { "Sigmoid", -0f, 0.5f }, { "Sigmoid", Tiny, 0.5f }, { "Sigmoid", Infinity, 1f }, { "Sigmoid", 1e30f, 1f },
        { "Sigmoid", -Infinity, 0f }, { "Sigmoid", -1e30f, 0f }, { "Sigmoid", -103.97209f, 0f }, { "Sigmoid", -103.97208f, Tiny },
        { "Sigmoid", float.NaN, float.NaN },
        { "Tanh", 0f, 0f }, { "Tanh", -0f, -0f }, { "Tanh", Tiny, Tiny }, { "Tanh", -Tiny, -Tiny }, { "Tanh", 1e-40f, 1e-40f },
        { "Tanh", Infinity, 1f }, { "Tanh", -Infinity, -1f }, { "Tanh", 9.1f, 1f },
        { "Tanh", -1e30f, -1f }, { "Tanh", float.NaN, float.NaN },
        { "Softplus", -Infinity, 0f }, { "Softplus", -1e30f, 0f }, { "Softplus", -103.97208f, Tiny }, { "Softplus", 0f, 0.6931472f },
        { "Softplus", -0f, 0.6931472f }, { "Softplus", 100f, 100f }, { "Softplus", float.MaxValue, float.MaxValue },
        { "Softplus", Infinity, Infinity }, { "Softplus", float.NaN, float.NaN },
        { "Erf", 0f, 0f }, { "Erf", -0f, -0f }, { "Erf", Tiny, Tiny }, { "Erf", -Tiny, -Tiny }, { "Erf", Infinity, 1f },
        { "Erf", -Infinity, -1f }, { "Erf", 4f, 1f }, { "Erf", -1e30f, -1f }, { "Erf", float.NaN, float.NaN },
        { "Sin", 0f, 0f }, { "Sin", -0f, -0f }, { "Sin", Tiny, Tiny }, { "Sin", -Tiny, -Tiny }, { "Sin", Infinity, float.NaN },
        { "Sin", -Infinity, float.NaN }, { "Sin", float.NaN, float.NaN },
        { "Sin", float.MaxValue, -0.52187651f }, { "Sin", 3.1415927f, -8.742278e-8f },
        { "Cos", 0f, 1f }, { "Cos", -0f, 1f }, { "Cos", Tiny, 1f }, { "Cos", Infinity, float.NaN }, { "Cos", -Infinity, float.NaN },
        { "Cos", float.NaN, float.NaN }, { "Cos", float.MaxValue, 0.85302102f }, { "Cos", 1.5707964f, -4.371139e-8f },
        { "Atan", 0f, 0f }, { "Atan", -0f, -0f }, { "Atan", Tiny, Tiny }, { "Atan", -Tiny, -Tiny }, { "Atan", 1f, 0.7853982f },
        { "Atan", Infinity, 1.5707964f }, { "Atan", -Infinity, -1.5707964f }, { "Atan", float.NaN, float.NaN },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Function_OverAllFloats_StaysWithinItsError(string name, double bound)
    {
        var reference = MathCase.Reference(name);
        foreach (var portable in new[] { false, true })
        {
            var function = MathCase.Of(name, portable).Scalar;
            double worst = 0;
            float at = 0;
            var count = 0;
            for (ulong bits = 0; bits <= uint.MaxValue; bits += Step)
            {
                var x = BitConverter.UInt32BitsToSingle((uint)bits);
                var error = Ulps(function(x), reference(x));
                count++;
                if (error > worst)
                {
                    (worst, at) = (error, x);
                }
            }

            output.WriteLine($"{name}{(portable ? ", portable" : "")}: at most {worst:F3} ulp, at {at:R}, over {count} floats");
            Assert.True(count > 16_000_000);
            Assert.True(worst <= bound, $"{name}({at:R}) is {worst:F3} ulp off");
        }
    }

    [Theory]
    [MemberData(nameof(SpecialValues))]
    public void Function_AtASpecialValue_IsExact(string name, float x, float expected)
    {
        foreach (var portable in new[] { false, true })
        {
            var function = MathCase.Of(name, portable);
            foreach (var actual in new[]
            {
                function.Scalar(x),
                function.Quarter(Vector128.Create(x))[3],
                function.Half(Vector256.Create(x))[7],
                function.Wide(Vector512.Create(x))[15],
            })
            {
                Assert.True(Canonical(expected) == Canonical(actual), $"{name}({x:R}) is {actual:R}, not {expected:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Function_AtEveryWidth_HasTheSameBits(string name, double bound)
    {
        Assert.True(bound > 0);
        foreach (var portable in new[] { false, true })
        {
            var function = MathCase.Of(name, portable);
            var random = new System.Random(5);
            var input = new float[16];
            for (var round = 0; round < 10_000; round++)
            {
                for (var i = 0; i < input.Length; i++)
                {
                    // The middle, everything, and where exponentials leave the normal numbers.
                    input[i] = (round % 3) switch
                    {
                        0 => (float)((random.NextDouble() * 40) - 20),
                        1 => AnyFloat(random),
                        _ => (float)((random.NextDouble() * 220) - 110),
                    };
                }

                var results = function.Wide(Vector512.Create(input));
                for (var i = 0; i < input.Length; i++)
                {
                    var expected = Canonical(function.Scalar(input[i]));
                    Assert.Equal(expected, Canonical(results[i]));
                    Assert.Equal(expected, Canonical(function.Half(Vector256.Create(input, i & 8))[i & 7]));
                    Assert.Equal(expected, Canonical(function.Quarter(Vector128.Create(input, i & 12))[i & 3]));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Function_OfANumberAmongOthers_DoesNotDependOnThem(string name, double bound)
    {
        Assert.True(bound > 0);
        var function = MathCase.Of(name, portable: false);
        var random = new System.Random(6);
        var input = new float[16];
        for (var round = 0; round < 2_000; round++)
        {
            var x = (float)((random.NextDouble() * 40) - 20);
            for (var i = 0; i < input.Length; i++)
            {
                input[i] = AnyFloat(random);
            }

            var lane = round % 16;
            input[lane] = x;
            Assert.Equal(Canonical(function.Wide(Vector512.Create(x))[0]), Canonical(function.Wide(Vector512.Create(input))[lane]));
        }
    }

    /// <summary>
    /// What the documentation promises about machines: one set of bits for the portable functions, and one for the others wherever
    /// multiply-adds are fused. New bits are a change that users can see.
    /// </summary>
    [Theory]
    [MemberData(nameof(Fingerprints))]
    public void Function_OnEveryMachine_HasTheRecordedBits(string name, uint portable, uint fused)
    {
        var hasFused = Fma.IsSupported || AdvSimd.IsSupported;
        var actual = (Fingerprint(MathCase.Of(name, portable: true)), Fingerprint(MathCase.Of(name, portable: false)));
        output.WriteLine($"{{ \"{name}\", 0x{actual.Item1:X8}, 0x{actual.Item2:X8} }}, fused {hasFused}");
        Assert.Equal((portable, hasFused ? fused : portable), actual);
    }

    private static uint Fingerprint(MathCase function)
    {
        var hash = 2166136261u;
        for (var i = 0u; i < 400_000u; i++)
        {
            var x = i % 2 == 0 ? BitConverter.UInt32BitsToSingle(unchecked(i * 10_737u)) : (i / 10_000f) - 20f;
            hash = unchecked((hash ^ Canonical(function.Quarter(Vector128.Create(x)).ToScalar())) * 16777619u);
        }

        return hash;
    }

    internal static float AnyFloat(System.Random random) => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));

    /// <summary>NaN's sign and payload are exempt from the promise.</summary>
    internal static uint Canonical(float value) => float.IsNaN(value) ? 0x7FC00000u : BitConverter.SingleToUInt32Bits(value);

    /// <summary>The error in units in the last place of the result; of denormals, of the smallest one.</summary>
    internal static double Ulps(float actual, double exact)
    {
        var rounded = (float)exact;
        if (float.IsNaN(rounded) || float.IsNaN(actual))
        {
            return float.IsNaN(rounded) == float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        }

        if (float.IsInfinity(rounded) || float.IsInfinity(actual))
        {
            return rounded.Equals(actual) ? 0 : double.PositiveInfinity;
        }

        var unit = Math.ScaleB(1, Math.Max(Math.ILogB(Math.Abs(exact)), -126) - 23);
        return Math.Abs(actual - exact) / unit;
    }
}
