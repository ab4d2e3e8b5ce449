namespace QuickStart;

/// <summary>What one pass over the training rows came to.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Loss">Mean over the training rows, each measured before the step that it led to.</param>
/// <param name="Accuracy">Share of the held-back rows that are classified right.</param>
internal readonly record struct Epoch(int Number, double Loss, double Accuracy);

/// <summary>Mini-batch gradient descent, written out.</summary>
internal static class Learning
{
    private const int BatchSize = 32;

    public static Epoch RunEpoch(this Digits network, int number, DigitSet training, DigitSet heldBack, Random random)
    {
        var shuffled = training.Shuffled(random);
        var loss = 0.0;
        for (var start = 0; start < shuffled.Count; start += BatchSize)
        {
            var rows = Math.Min(BatchSize, shuffled.Count - start);
            var images = shuffled.Images.Slice(start * DigitSet.Pixels, rows * DigitSet.Pixels);
            loss += rows * network.TrainBatch(images, shuffled.Labels.Slice(start, rows));
        }

        return new Epoch(number, loss / shuffled.Count, network.Accuracy(heldBack));
    }

    public static double Accuracy(this Digits network, DigitSet set)
    {
        var answers = new int[set.Count];
        network.ClassifyBatch(set.Images, answers);
        var right = 0;
        for (var row = 0; row < answers.Length; row++)
        {
            right += answers[row] == set.Labels[row] ? 1 : 0;
        }

        return (double)right / set.Count;
    }
}
