using System.Text;

namespace NeuralLearn.Compiled;

/// <summary>
/// Philox 4×32-10 (Salmon, Moraes, Dror, Shaw 2011): random bits as a function of a key and a counter, so that a value can be drawn
/// without drawing those before it, and is the same on every machine.
/// </summary>
internal static class Philox
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    /// <summary>Four random words for a key and a 128-bit counter.</summary>
    public static (uint W0, uint W1, uint W2, uint W3) Block(ulong key, ulong counterLow, ulong counterHigh)
    {
        unchecked
        {
            var key0 = (uint)key;
            var key1 = (uint)(key >> 32);
            var c0 = (uint)counterLow;
            var c1 = (uint)(counterLow >> 32);
            var c2 = (uint)counterHigh;
            var c3 = (uint)(counterHigh >> 32);
            for (var round = 0; round < 10; round++)
            {
                var product0 = (ulong)Multiplier0 * c0;
                var product1 = (ulong)Multiplier1 * c2;
                (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ key0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ key1, (uint)product0);
                key0 += Weyl0;
                key1 += Weyl1;
            }

            return (c0, c1, c2, c3);
        }
    }

    /// <summary>FNV-1a over the UTF-8 bytes of a name: gives every named stream a counter of its own.</summary>
    public static ulong Hash(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in Encoding.UTF8.GetBytes(name))
        {
            hash = unchecked((hash ^ value) * 1099511628211UL);
        }

        return hash;
    }

    /// <summary>A word as a float in [0, 1): its upper 24 bits.</summary>
    public static float ToUnit(uint word) => (word >> 8) * (1f / (1 << 24));
}
