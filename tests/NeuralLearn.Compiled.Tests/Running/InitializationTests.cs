using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Running;

public sealed class InitializationTests
{
    /// <summary>The known answers that its authors publish with Philox 4×32-10.</summary>
    [Theory]
    [InlineData(0x0000000000000000UL, 0x0000000000000000UL, 0x0000000000000000UL, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffffffffffUL, 0xffffffffffffffffUL, 0xffffffffffffffffUL, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x299f31d0a4093822UL, 0x85a308d3243f6a88UL, 0x0370734413198a2eUL, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_OnKnownAnswers_AgreesWithItsAuthors(ulong key, ulong low, ulong high, uint w0, uint w1, uint w2, uint w3) =>
        Assert.Equal((w0, w1, w2, w3), Philox.Block(key, low, high));

    [Fact]
    public void SameSeed_GivesSameWeights_AndNoSeedIsSeedZero()
    {
        Assert.Equal(Parameters(new Classification(17)), Parameters(new Classification(17)));
        Assert.Equal(Parameters(new Classification(0)), Parameters(new Classification()));
        Assert.NotEqual(Parameters(new Classification(17)), Parameters(new Classification(18)));
    }

    [Fact]
    public void Weights_LieWithinPyTorchsBound_AndFillIt()
    {
        var values = Parameters(new Classification(2));
        foreach (var tensor in Classification.Tensors)
        {
            var inputs = tensor.Name.EndsWith("weight", StringComparison.Ordinal) ? tensor.Shape[1] : FanIn(tensor.Name);
            var bound = 1 / Math.Sqrt(inputs);
            var slice = values.AsSpan(tensor.Offset, tensor.Length).ToArray();
            Assert.All(slice, value => Assert.InRange(value, -bound, bound));
            if (slice.Length > 100)
            {
                Assert.InRange(slice.Max(), 0.9 * bound, bound);
                Assert.InRange(slice.Min(), -bound, -0.9 * bound);
                Assert.InRange(slice.Average(), -0.2 * bound, 0.2 * bound);
            }
        }

        static int FanIn(string bias)
        {
            foreach (var tensor in Classification.Tensors)
            {
                if (tensor.Name == bias.Replace("bias", "weight", StringComparison.Ordinal))
                {
                    return tensor.Shape[1];
                }
            }

            return 0;
        }
    }

    /// <summary>The streams of initial values are part of the contract: a change here is a new major version.</summary>
    [Fact]
    public void InitialValues_AreAFunctionOfSeedNameAndElement()
    {
        Span<float> whole = new float[11];
        Initializer.Uniform(whole, 42, "dense1.weight", 1f);
        Span<float> other = new float[11];
        Initializer.Uniform(other, 42, "dense2.weight", 1f);
        Span<float> shorter = new float[6];
        Initializer.Uniform(shorter, 42, "dense1.weight", 1f);
        Assert.Equal(whole[..6].ToArray(), shorter.ToArray());
        Assert.NotEqual(whole.ToArray(), other.ToArray());
        var block = Philox.Block(42, 1, Philox.Hash("dense1.weight"));
        Assert.Equal((2f * ((block.W1 >> 8) / 16777216f)) - 1f, whole[5]);
        Assert.Equal(0xcbf29ce484222325UL, Philox.Hash(""));
        Assert.Equal(0xaf63dc4c8601ec8cUL, Philox.Hash("a"));
    }

    [Fact]
    public void Initialize_AfterTraining_IsAsNew()
    {
        var network = new Classification(5);
        var inputs = Numbers.Uniform(4 * Classification.InputSize, 1);
        network.TrainBatch(inputs, [0, 1, 2, 3]);
        network.Initialize(5);
        Assert.Equal(Parameters(new Classification(5)), Parameters(network));
        var fresh = new Classification(5);
        network.TrainBatch(inputs, [0, 1, 2, 3]);
        fresh.TrainBatch(inputs, [0, 1, 2, 3]);
        Assert.Equal(Parameters(fresh), Parameters(network));
    }

    private static float[] Parameters(Classification network)
    {
        var values = new float[Classification.ParameterCount];
        network.CopyParametersTo(values);
        return values;
    }
}
