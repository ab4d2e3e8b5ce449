namespace NeuralLearn.Compiled.Tests.RandomNumbers;

public sealed class PhiloxTests
{
    /// <summary>Random123's tests/kat_vectors, lines "philox4x32 10": counter, key, result.</summary>
    [Theory]
    [InlineData(0UL, 0UL, 0UL, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x299f31d0_a4093822UL, 0x85a308d3_243f6a88UL, 0x03707344_13198a2eUL, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Block_OfRandom123sVectors_IsTheirAnswer(ulong key, ulong low, ulong high, uint w0, uint w1, uint w2, uint w3)
    {
        Assert.Equal((w0, w1, w2, w3), Philox.Block(key, low, high));
    }
}
