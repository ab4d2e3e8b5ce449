using NeuralLearn.Compiled.Generator.Tests.Compiling;
using NeuralLearn.Compiled.Generator.Tests.Rules;

namespace NeuralLearn.Compiled.Generator.Tests.Cost;

/// <summary>What a network says of itself: the layer table with what it costs, and the diagram.</summary>
public sealed class DescriptionTests
{
    private static readonly string[] Constants =
    [
        "ActivationBytes", "BatchThreadBytes", "CodeBytes", "GradientBytes", "MultiplyAdds", "OptimizerBytes", "Parameters", "StackBytes", "StateBytes", "Table", "ThreadBytes",
        "TrainingMultiplyAdds", "TrainingStackBytes", "WeightBytes",
    ];

    [Theory]
    [InlineData("4")]
    [InlineData("5")]
    public void Cost_HasTheSameConstantsWhetherTheNetworkIsRightOrWrong(string inputs)
    {
        using var network = LoadedNetwork.OfLines($"Input(4), Dense(3, Inputs = {inputs}), CrossEntropyLoss");
        Assert.Equal(Constants, network.Type.GetNestedType("Cost")!.GetFields().Select(field => field.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Summary_EndsWithTheCost()
    {
        using var network = LoadedNetwork.OfLines("Input(5), Dense(70, Activation.ReLU), Dense(3), CrossEntropyLoss, Adam");
        var summary = (string)network.Static("Summary");
        Assert.Equal(summary, network.Type.GetNestedType("Cost")!.GetField("Table")!.GetRawConstantValue());
        Assert.EndsWith(
            """
            total                                                633            560
            loss: [CrossEntropyLoss], log Σ e^z - z[class]
            optimizer: [Adam]
            memory in bytes: weights 2,752, gradients 2,752, optimizer 5,504, activations in training 26,624
            calls in bytes: stack 460, per thread 0 for one row, 16,384 for many
            training: 1,330 multiply-adds a row; the whole learner is 11,072 bytes
            """, summary, StringComparison.Ordinal);
        Assert.Equal(2752, network.Cost("WeightBytes"));
        Assert.Equal(1330, network.Cost("TrainingMultiplyAdds"));
    }

    [Fact]
    public void Mermaid_HasABoxPerLineAndAnArrowPerValueThatIsRead()
    {
        using var network = LoadedNetwork.OfLines("Input(4, Name = \"board\"), Input(4, Name = \"speed_1\"), Add(\"board\", \"speed_1\"), Dense(3, Activation.Tanh, Name = \"body\"), Output(\"move\"), Classes(\"x\", \"y\", \"z\"), Dense(4), Output(\"copy\"), "
            + "CrossEntropyLoss(Output = \"move\"), MeanSquaredErrorLoss(Output = \"copy\", Target = \"board\")");
        Assert.Equal(
            """
            flowchart TD
                input0(["board<br/>[4]"])
                input1(["speed#95;1<br/>[4]"])
                layer0["add1<br/>[Add(#34;board#34;, #34;speed#95;1#34;)]<br/>[4]"]
                input0 --> layer0
                input1 --> layer0
                layer1["body<br/>[Dense(3, Activation.Tanh, Name = #34;body#34;)]<br/>[3]"]
                layer0 --> layer1
                layer2["dense2<br/>[Dense(4)]<br/>[4]"]
                layer1 --> layer2
                output0(["move<br/>[3]"])
                layer1 --> output0
                output1(["copy<br/>[4]"])
                layer2 --> output1
                loss0{{"[CrossEntropyLoss(Output = #34;move#34;)]"}}
                output0 --> loss0
                loss1{{"[MeanSquaredErrorLoss(Output = #34;copy#34;, Target = #34;board#34;)]"}}
                output1 --> loss1
                input0 --> loss1
            """, (string)network.Static("Mermaid"));
    }

    [Fact]
    public void Documents_ShowWhatTheQuickStartSaysOfItself()
    {
        var source = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "programs", "QuickStart.cs"));
        var after = new UserProject("global using System;", source).Generate().After;
        string Text(string name) => (string)after.GetTypeByMetadataName("NeuralLearn.Compiled.Generated.QuickStart_Digits.Description")!.GetMembers(name)
            .OfType<Microsoft.CodeAnalysis.IFieldSymbol>().Single().ConstantValue!;
        Assert.Contains("\n" + Text("Summary") + "\n", Document("README.md"), StringComparison.Ordinal);
        Assert.Contains("```\n" + Text("Summary") + "\n```", Document("docs", "cost.md"), StringComparison.Ordinal);
        Assert.Contains("```mermaid\n" + Text("Mermaid") + "\n```", Document("docs", "cost.md"), StringComparison.Ordinal);
    }

    private static string Document(params string[] path) => File.ReadAllText(Path.Combine([DocumentationPage.Root, .. path]));
}
