using NeuralLearn.Compiled;

#if (inference)
// Its weights are in the program: the build took them from spirals.safetensors.
var network = new Spirals();
Console.WriteLine(Spirals.Summary());
#else
// Rows to learn from, and rows that only measure what was learnt.
var (training, test) = Points.Draw(1000, seed: 1).Split(0.8, seed: 1, stratify: true);

var network = new Spirals(seed: 1);
Console.WriteLine(Spirals.Summary());

var report = Trainer.Fit(
    network,
    training,
    new() { Epochs = 100, BatchSize = 32, Validation = test, Schedule = Schedule.Cosine(), Patience = 20, RestoreBest = true },
    epoch =>
    {
        if (epoch.Epoch % 10 == 0)
        {
            Console.WriteLine(epoch);
        }
    });
Console.WriteLine(report);

// The file opens in PyTorch too. The next program reads it with network.Load.
network.Save("spirals.safetensors");
#endif

Console.WriteLine();
foreach (var line in network.Map())
{
    Console.WriteLine(line);
}
