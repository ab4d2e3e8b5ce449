using System.Globalization;
using FromPyTorch;
using NeuralLearn.Compiled;

// Where results go.
var folder = args.Length > 0 ? args[0] : ".";
var failed = 0;

// 1. The same outputs as in PyTorch.
var original = new Imported();
var recorded = Dataset.FromSafeTensors(Path.Combine(AppContext.BaseDirectory, "recorded.safetensors"));
double largest = 0;
Span<float> scores = stackalloc float[Arena.Actions];
for (var row = 0; row < recorded.Count; row++)
{
    original.Forward(recorded.Input(row), scores);
    for (var i = 0; i < scores.Length; i++)
    {
        double expected = recorded.Target(row)[i];
        largest = Math.Max(largest, Math.Abs(scores[i] - expected) / Math.Max(1, Math.Abs(expected)));
    }
}

Report(largest <= 1e-6, $"{recorded.Count} recorded rows: outputs are PyTorch's to within {largest:E1}, relative to 1 or the output");

// 2. A changed task: the ship's wires are swapped. Only the last layer learns what to do about it.
var swapped = Arena.Score(original, Arena.Swapped, seed: 1);
Console.WriteLine($"       points in 1000 steps: {Arena.Score(original, Arena.Usual, seed: 1):F2} as it was trained, {swapped:F2} with the wires swapped");

var tuned = new Imported();
tuned.CopyFrom(original);
var report = Trainer.Fit(tuned, Lessons.Draw(original, rows: 8_192, seed: 2), new() { Epochs = 20, BatchSize = 64, Schedule = Schedule.Cosine() });
var relearnt = Arena.Score(tuned, Arena.Swapped, seed: 1);
Console.WriteLine($"       fine-tuned: {report}");
Report(swapped < 20 && relearnt > 45, $"points in 1000 steps with the wires swapped: {swapped:F2} before, {relearnt:F2} after the last layer has learnt");

// 3. What was not to learn has the bits that it came with.
float[] before = new float[Imported.ParameterCount], after = new float[Imported.ParameterCount];
original.CopyParametersTo(before);
tuned.CopyParametersTo(after);
foreach (var tensor in Imported.Tensors)
{
    var same = before.AsSpan(tensor.Offset, tensor.Length).SequenceEqual(after.AsSpan(tensor.Offset, tensor.Length));
    Report(same == tensor.Name.StartsWith("mlp_extractor", StringComparison.Ordinal), $"{tensor}: {(same ? "untouched" : "has learnt")}");
}

// 4. Back to PyTorch: the weights, and what they should come to. back.py reads both.
tuned.Save(Path.Combine(folder, "tuned.safetensors"));
var outputs = new float[recorded.Count * Imported.OutputSize];
var inputs = new float[recorded.Count * Imported.InputSize];
for (var row = 0; row < recorded.Count; row++)
{
    recorded.Input(row).CopyTo(inputs.AsSpan(row * Imported.InputSize));
}

tuned.ForwardBatch(inputs, outputs);
SafeTensorsWriter.Write(
    Path.Combine(folder, "tuned-outputs.safetensors"),
    [new TensorInfo("inputs", [recorded.Count, Imported.InputSize], 0), new TensorInfo("targets", [recorded.Count, Imported.OutputSize], inputs.Length)],
    [.. inputs, .. outputs]);
Console.WriteLine($"       wrote tuned.safetensors and tuned-outputs.safetensors to {Path.GetFullPath(folder)}");
return failed;

void Report(bool isRight, FormattableString what)
{
    Console.WriteLine((isRight ? "ok     " : "WRONG  ") + what.ToString(CultureInfo.InvariantCulture));
    failed += isRight ? 0 : 1;
}
