using System.Globalization;
using NeuralLearn.Compiled.Generator.Emission;

namespace NeuralLearn.Compiled.Core.Tests.Emission;

public sealed class LiteralTests
{
    [Theory]
    [InlineData(0f, "0f")]
    [InlineData(-0f, "-0f")]
    [InlineData(1f, "1f")]
    [InlineData(0.1f, "0.1f")]
    [InlineData(-1.5f, "-1.5f")]
    [InlineData(1e-45f, "1.4013E-45f")]
    [InlineData(float.MaxValue, "3.4028235E+38f")]
    [InlineData(float.NaN, "float.NaN")]
    [InlineData(float.PositiveInfinity, "float.PositiveInfinity")]
    [InlineData(float.NegativeInfinity, "float.NegativeInfinity")]
    public void Float_GivesItsText(float value, string expected) => Assert.Equal(expected, Literal.Float(value));

    [Theory]
    [InlineData(0x00000000u)]
    [InlineData(0x80000000u)]
    [InlineData(0x00000001u)]
    [InlineData(0x807FFFFFu)]
    [InlineData(0x00800000u)]
    [InlineData(0x7F7FFFFFu)]
    [InlineData(0xFF7FFFFFu)]
    [InlineData(0x3F800001u)]
    [InlineData(0x3EAAAAABu)]
    public void FloatBits_ReadBackTheSame(uint bits) => Assert.Equal(bits, ReadBack(BitConverter.UInt32BitsToSingle(bits)));

    [Fact]
    public void RandomFloatBits_ReadBackTheSame()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var value = BitConverter.Int32BitsToSingle((int)random.NextInt64(int.MinValue, int.MaxValue));
            if (float.IsFinite(value))
            {
                Assert.Equal(BitConverter.SingleToUInt32Bits(value), ReadBack(value));
            }
        }
    }

    [Theory]
    [InlineData(1d, "1.0")]
    [InlineData(0.001, "0.001")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e-8, "1E-08")]
    [InlineData(1e300, "1E+300")]
    [InlineData(1d / 3, "0.3333333333333333")]
    public void Double_GivesAShortText(double value, string expected)
    {
        Assert.Equal(expected, Literal.Double(value));
        Assert.Equal(value, double.Parse(Literal.Double(value), CultureInfo.InvariantCulture));
    }

    [Fact]
    public void RandomDoubleBits_ReadBackTheSame()
    {
        var random = new Random(2);
        for (var i = 0; i < 20_000; i++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(value))
            {
                var text = Literal.Double(value);
                Assert.True(text.Contains('.', StringComparison.Ordinal) || text.Contains('E', StringComparison.Ordinal), text);
                Assert.Equal(value, double.Parse(text, CultureInfo.InvariantCulture));
            }
        }
    }

    [Fact]
    public void StrangeCulture_ChangesNoNumber()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            strange.NumberFormat.NumberDecimalSeparator = ",";
            strange.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = strange;
            Assert.Equal("-1.5f", Literal.Float(-1.5));
            Assert.Equal("-0.25", Literal.Double(-0.25));
            Assert.Equal("-7", Literal.Int(-7));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a\"b", "\"a\\u0022b\"")]
    [InlineData("a\\b", "\"a\\u005cb\"")]
    [InlineData("a\nb", "\"a\\u000ab\"")]
    [InlineData("ö", "\"\\u00f6\"")]
    [InlineData("", "\"\"")]
    public void Text_IsEscapedToPlainAscii(string value, string expected) => Assert.Equal(expected, Literal.Text(value));

    [Theory]
    [InlineData("class", "@class")]
    [InlineData("Class", "Class")]
    [InlineData("while", "@while")]
    [InlineData("Größe", "Größe")]
    public void Identifier_EscapesKeywordsOnly(string name, string expected) => Assert.Equal(expected, Literal.Identifier(name));

    private static uint ReadBack(float value)
    {
        var text = Literal.Float(value);
        Assert.EndsWith("f", text, StringComparison.Ordinal);
        return BitConverter.SingleToUInt32Bits(float.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture));
    }
}
