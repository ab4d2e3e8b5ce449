using System.Globalization;
using CsvHelper;

namespace QuickStart;

/// <summary>Images and the digits they show, row behind row as the network takes them.</summary>
internal sealed class DigitSet(float[] images, int[] labels)
{
    public const int Pixels = 64;
    public const int Classes = 10;

    /// <summary>Pixels are counts from 0 to 16; as numbers from 0 to 1 they suit the network's initial weights.</summary>
    private const float Brightest = 16f;

    public int Count => labels.Length;

    public ReadOnlySpan<float> Images => images;

    public ReadOnlySpan<int> Labels => labels;

    public static DigitSet Read(string path)
    {
        using var text = new StreamReader(path);
        using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var images = new List<float>();
        var labels = new List<int>();
        while (csv.Read())
        {
            for (var pixel = 0; pixel < Pixels; pixel++)
            {
                images.Add(csv.GetField<float>(pixel) / Brightest);
            }

            labels.Add(csv.GetField<int>("target"));
        }

        return new DigitSet([.. images], [.. labels]);
    }

    /// <summary>Holds back the same share of every digit, so that no digit is missing on either side.</summary>
    public (DigitSet Training, DigitSet HeldBack) Split(double share, Random random)
    {
        var training = new List<int>();
        var heldBack = new List<int>();
        foreach (var rows in Enumerable.Range(0, Count).GroupBy(row => labels[row]).OrderBy(rows => rows.Key))
        {
            var shuffled = rows.ToArray();
            random.Shuffle(shuffled);
            var count = (int)Math.Round(share * shuffled.Length);
            heldBack.AddRange(shuffled[..count]);
            training.AddRange(shuffled[count..]);
        }

        return (Select([.. training]), Select([.. heldBack]));
    }

    /// <summary>The same rows in another order.</summary>
    public DigitSet Shuffled(Random random)
    {
        var rows = Enumerable.Range(0, Count).ToArray();
        random.Shuffle(rows);
        return Select(rows);
    }

    private DigitSet Select(int[] rows)
    {
        var chosenImages = new float[rows.Length * Pixels];
        for (var i = 0; i < rows.Length; i++)
        {
            images.AsSpan(rows[i] * Pixels, Pixels).CopyTo(chosenImages.AsSpan(i * Pixels));
        }

        return new DigitSet(chosenImages, [.. rows.Select(row => labels[row])]);
    }
}
