using System.Reflection;
using NeuralLearn.Compiled.Generator.Tests.Compiling;
using NeuralLearn.Compiled.Generator.Tests.Rules;

namespace NeuralLearn.Compiled.Generator.Tests.Cost;

/// <summary>The bytes that the class Cost names are those that an instance, a learner and a thread really have.</summary>
public sealed class MemoryTests
{
    public static TheoryData<string> Networks =>
    [
        "Input(4), Dense(16, Activation.ReLU), Dense(3), CrossEntropyLoss, Adam(AmsGrad = true)",
        "Input(7), Dense(5), Dense(3), MeanSquaredErrorLoss, Sgd",
        "Input(7), Dense(5, Trainable = false), Dense(3, LearningRateScale = 0.1), MeanSquaredErrorLoss, Sgd(Momentum = 0.9)",
        "Input(900), Dense(1100, Activation.Tanh), Dense(1100, Activation.Tanh), Dense(3), CrossEntropyLoss, RmsProp(Centered = true, Momentum = 0.5)",
        "Input(5), Standardize, Dense(40, Activation.Softmax), LayerNorm, Dense(40, Activation.PReLU), Dense(1), MeanSquaredErrorLoss, Adagrad",
        "Input(5), Dense(9), BatchNorm, Dense(2), MeanSquaredErrorLoss, AdamW",
        "Input(3, 17, 13), Conv2D(8, Activation.ReLU, Kernel = 3), MaxPool2D(2), BatchNorm, Conv2D(5, Kernel = 3, Padding = 1), GlobalAvgPool, Dense(4), CrossEntropyLoss",
        "Input(20, 3, Kind = InputKind.Sequence), Gru(30, Return = Return.Sequence), Lstm(12), Dense(2), MeanSquaredErrorLoss",
        "Input(6, Kind = InputKind.Indices), Embedding(11, 5), Rnn(9), Dense(2), MeanSquaredErrorLoss, Sgd",
        "Input(4, Name = \"board\"), Input(2, Name = \"speed\"), Concat(\"board\", \"speed\"), Dense(70, Activation.Mish), Dense(3), Output(\"a\"), Dense(2), Output(\"b\"), CrossEntropyLoss(Output = \"a\"), HuberLoss(Output = \"b\")",
        "Input(2000), Dense(3000, Activation.ReLU), Dense(5)",
        "Input(64), Dense(32, Activation.ReLU), Dense(6, Activation.Softmax)",
        "Input(4), Apply(Activation.Tanh), MeanSquaredErrorLoss, Sgd(Momentum = 0.9)",
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Bytes_AreThoseOfTheArrays(string lines)
    {
        using var network = LoadedNetwork.OfLines(lines);
        var instance = network.Create();
        Assert.Equal(network.Cost("WeightBytes"), 4L * (LengthOf(instance, "_parameters") + LengthOf(instance, "_buffers")));
        if (instance is not ITrainableNetwork)
        {
            Assert.All(new[] { "GradientBytes", "OptimizerBytes", "StateBytes", "ActivationBytes", "TrainingStackBytes" }, name => Assert.Equal(0, network.Cost(name)));
            return;
        }

        network.Type.GetMethod("PrepareTraining")!.Invoke(instance, [32]);
        var learner = LoadedNetwork.Field(instance, "_learner")!;
        var memory = learner.GetType().GetFields().Where(field => field.FieldType == typeof(AlignedMemory)).ToDictionary(field => field.Name, field => ((AlignedMemory)field.GetValue(learner)!).Length);
        Assert.Equal(network.Cost("GradientBytes"), 4L * memory["Gradients"]);
        Assert.Equal(network.Cost("ActivationBytes"), 4L * (memory["Scratch"] + memory.GetValueOrDefault("Statistics")));
        Assert.Equal(network.Cost("OptimizerBytes"), 4L * memory.Where(field => field.Key is not ("Gradients" or "Scratch" or "Statistics")).Sum(field => field.Value));
        Assert.Equal(network.Cost("StateBytes"), (int)network.Static("StateBytes"));
        AssertFills(network.Type.GetMethod("SaveState")!.CreateDelegate<SaveState>(instance), (int)network.Cost("StateBytes"));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void ThreadBytes_AreThoseOfTheThreadsBuffer(string lines)
    {
        using var network = LoadedNetwork.OfLines(lines);
        var instance = network.Create();
        int inputs = (int)network.Static("InputSize"), outputs = (int)network.Static("OutputSize");
        var (row, rows) = (0L, 0L);
        Exception? problem = null;
        void Run()
        {
            instance.Forward(new float[inputs], new float[outputs]);
            row = BufferOfThread;
            instance.ForwardBatch(new float[inputs * 40], new float[outputs * 40]);
            if (instance is ITrainableNetwork learner)
            {
                var info = learner.Info;
                if (info.TakesLabels)
                {
                    learner.EvaluateBatch(new NetworkRows { Inputs = new float[inputs * 40], Labels = new int[40] });
                }
                else if (info.TargetSize == outputs)
                {
                    learner.EvaluateBatch(new NetworkRows { Inputs = new float[inputs * 40], Targets = new float[outputs * 40] });
                }

                SpanCall.Run(network.Type.GetMethod("InputGradient")!, instance);
            }

            rows = BufferOfThread;
        }
        var thread = new Thread(() => problem = Record.Exception(Run));
        thread.Start();
        thread.Join();
        Assert.Null(problem);
        Assert.Equal(network.Cost("ThreadBytes"), row);
        Assert.Equal(network.Cost("BatchThreadBytes"), rows);
    }

    [Fact]
    public void CodeBytes_AreThoseOfTheOtherFiles()
    {
        using var network = LoadedNetwork.Of(Samples.GoodNamed("Names"));
        var files = network.Generated.Files.Where(file => !file.HintName.EndsWith(".Cost.g.cs", StringComparison.Ordinal)).ToList();
        Assert.Equal(6, files.Count);
        Assert.Equal(network.Cost("CodeBytes"), files.Sum(file => (long)System.Text.Encoding.UTF8.GetByteCount(file.SourceText.ToString())));
        Assert.Contains("größe_模型", (string)network.Type.GetNestedType("Cost")!.GetField("Table")!.GetRawConstantValue()!, StringComparison.Ordinal);
    }

    private delegate void SaveState(Span<byte> destination);

    /// <summary>The last number is written, and nothing behind it.</summary>
    private static void AssertFills(SaveState save, int bytes)
    {
        var state = new byte[bytes + 64];
        Array.Fill(state, (byte)0xCC);
        save(state);
        Assert.NotEqual(Enumerable.Repeat((byte)0xCC, 4), state[(bytes - 4)..bytes]);
        Assert.Equal(Enumerable.Repeat((byte)0xCC, 64), state[bytes..]);
    }

    private static long BufferOfThread =>
        4L * ((AlignedMemory?)typeof(ThreadScratch).GetField("_memory", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null))?.Length ?? 0;

    private static int LengthOf(object instance, string field) =>
        (instance.GetType().GetField(field, BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(instance) as AlignedMemory)?.Length ?? 0;
}
