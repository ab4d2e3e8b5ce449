using Consumer;
using NeuralLearn.Compiled;

// A project that has only the package: it declares a network, trains it, saves and loads it.
float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1];
float[] targets = [0, 1, 1, 0];
var network = new ExclusiveOr(seed: 4);
float loss = 1;
for (var step = 0; step < 3000 && loss > 1e-3f; step++)
{
    loss = network.TrainBatch(inputs, targets);
}

using var file = new MemoryStream();
network.Save(file);
file.Position = 0;
var copy = new ExclusiveOr();
LoadReport report = copy.Load(file);

var outputs = new float[4];
copy.ForwardBatch(inputs, outputs);
Console.WriteLine(ExclusiveOr.Summary());
Console.WriteLine($"{System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}: loss {loss:E1}, outputs {string.Join(" ", outputs.Select(value => value.ToString("F2", System.Globalization.CultureInfo.InvariantCulture)))}, {report.Loaded.Count} tensors loaded");
var learned = loss <= 1e-3f && outputs.Zip(targets).All(pair => MathF.Abs(pair.First - pair.Second) < 0.1f);
return learned && report.Loaded.Count == 4 ? 0 : 1;
