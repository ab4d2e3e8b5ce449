using NeuralLearn.Compiled.Tests.Files;

namespace NeuralLearn.Compiled.Tests.Programs;

public enum Digit
{
    Zero,
    One,
    Two,
    Three,
    Four,
    Five,
    Six,
    Seven,
    Eight,
    Nine,
}

[Network, Input(1, 28, 28), Classes(typeof(Digit))]
[Conv2D(8, Kernel = 3, Activation = Activation.ReLU), MaxPool2D(2), Flatten, Dense(10)]
[CrossEntropyLoss(LabelSmoothing = 0.05f), Adam(LearningRate = 1e-3f)]
public sealed partial class DigitNetwork;

/// <summary>Pictures of digits: trained with everything that the trainer offers, saved, and told apart.</summary>
public sealed class DigitTests
{
    private const int Side = 28;

    /// <summary>Which of the seven strokes a digit has: top, upper left and right, middle, lower left and right, bottom.</summary>
    private static readonly string[] Strokes = ["1110111", "0010010", "1011101", "1011011", "0111010", "1101011", "1101111", "1010010", "1111111", "1111011"];

    [Fact]
    public void Digits_AreLearntSavedAndTold()
    {
        var all = Pictures(600);
        var net = new DigitNetwork(seed: 1);
        var (train, test) = all.Split(0.8f, seed: 1, stratify: true);
        Assert.Equal((480, 120), (train.Count, test.Count));
        var accuracies = new List<double>();
        var report = Trainer.Fit(
            net, train,
            new() { Epochs = 20, BatchSize = 32, Validation = test, Schedule = Schedule.Cosine(warmupSteps: 10), Patience = 3, RestoreBest = true },
            e => accuracies.Add(e.Validation.Accuracy));
        Assert.Equal(report.History.Count, accuracies.Count);
        Assert.True(accuracies[^1] >= 0.97, $"{accuracies[^1]:P1} of the pictures were told.");
        Assert.True(report.History[0].Loss > 2 * report.History[^1].Loss, $"The loss went from {report.History[0].Loss} to {report.History[^1].Loss}.");

        using var folder = new TemporaryFolder();
        var path = folder.File("digits.safetensors");
        net.Save(path);
        var loaded = new DigitNetwork(seed: 2);
        Assert.True(loaded.Load(path).Fits);
        var right = 0;
        for (var row = 0; row < test.Count; row++)
        {
            Digit seen = net.Classify(test.Input(row));
            Assert.Equal(seen, loaded.Classify(test.Input(row)));
            right += (int)seen == test.Label(row) ? 1 : 0;
        }

        Assert.Equal(report.Validation.Accuracy, right / (double)test.Count, 1e-9);
    }

    [Fact]
    public void StoppedTraining_LeavesANetworkThatGoesOn()
    {
        var data = Pictures(96);
        var net = new DigitNetwork(seed: 1);
        using var stop = new CancellationTokenSource();
        var report = Trainer.Fit(net, data, new() { Epochs = 5, BatchSize = 32 }, _ => stop.Cancel(), stop.Token);
        Assert.True(report.IsCancelled);
        Assert.Equal(3, report.Steps);
        var before = net.EvaluateBatch(new DigitNetwork.Batch { Input = Inputs(data), Label = Labels(data) });
        Trainer.Fit(net, data, new() { Epochs = 3, BatchSize = 32 });
        Assert.True(net.EvaluateBatch(new DigitNetwork.Batch { Input = Inputs(data), Label = Labels(data) }) < before);
    }

    private static float[] Inputs(Dataset data) => [.. Enumerable.Range(0, data.Count).SelectMany(row => data.Input(row).ToArray())];

    private static Digit[] Labels(Dataset data) => [.. Enumerable.Range(0, data.Count).Select(row => (Digit)data.Label(row))];

    /// <summary>Digits as on a clock, somewhere in the picture, with grain.</summary>
    private static Dataset Pictures(int count)
    {
        var random = new NetRandom(7);
        var pixels = new float[count * Side * Side];
        var labels = new int[count];
        for (var row = 0; row < count; row++)
        {
            labels[row] = row % 10;
            var picture = pixels.AsSpan(row * Side * Side, Side * Side);
            foreach (ref var pixel in picture)
            {
                pixel = 0.1f * random.NextSingle();
            }

            var (x, y) = (7 + random.NextInt(4), 4 + random.NextInt(3));
            for (var stroke = 0; stroke < 7; stroke++)
            {
                var isAcross = stroke % 3 == 0;
                for (var i = 0; Strokes[labels[row]][stroke] == '1' && i < 9; i++)
                {
                    var (across, down) = isAcross ? (i, stroke / 3 * 8) : (stroke % 3 == 2 ? 8 : 0, (stroke / 3 * 8) + i);
                    picture[((y + down) * Side) + x + across] = 0.7f + (0.3f * random.NextSingle());
                }
            }
        }

        return new Dataset(pixels, Side * Side, labels);
    }
}
