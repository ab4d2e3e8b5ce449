namespace NeuralLearn.Compiled.Tests.Features;

public sealed class ClassesTests
{
    [Fact]
    public void Enumeration_IsTheTypeOfLabelsAndAnswers()
    {
        var net = new Gestures(1);
        Assert.Equal(["Wave", "Fist", "Point"], Gestures.ClassNames.ToArray());
        float[] fist = [1, 0, 0, 0], point = [0, 1, 0, 0];
        for (var step = 0; step < 200; step++)
        {
            net.Backward(fist, Gesture.Fist);
            net.Backward(point, Gesture.Point);
            net.Update();
        }

        Gesture seen = net.Classify(fist);
        Assert.Equal(Gesture.Fist, seen);
        var answers = new Gesture[2];
        net.ClassifyBatch([.. fist, .. point], answers);
        Assert.Equal([Gesture.Fist, Gesture.Point], answers);
        Assert.True(net.EvaluateBatch([.. fist, .. point], answers) < 0.1f);
        Assert.Equal(0f, net.EvaluateBatch(new Gestures.Batch { Input = fist, Label = new[] { (Gesture)(-100) } }));
        Assert.Throws<ArgumentOutOfRangeException>(() => net.Backward(fist, (Gesture)3));
    }

    [Fact]
    public void Names_AreInInfo()
    {
        INetwork net = new Gaits(1);
        Assert.Equal(["idle", "walk", "run"], net.Info.Outputs[0].ClassNames);
        Assert.Equal(OutputMeaning.Classes, net.Info.Outputs[0].Meaning);
        Assert.Equal(-1, net.Info.IgnoredLabel);
        Assert.True(net.Info.TakesLabels);
        Assert.Equal(0, net.Info.TargetSize);
    }

    [Fact]
    public void IgnoredLabel_CountsForNothing()
    {
        Gaits some = new(1), few = new(1);
        float[] a = [1, 2, 3, 4], b = [4, 3, 2, 1];
        Assert.Equal(few.BackwardBatch(b, new[] { 2 }), some.BackwardBatch([.. a, .. b], new[] { -1, 2 }));
        some.Update();
        few.Update();
        float[] one = new float[Gaits.ParameterCount], other = new float[Gaits.ParameterCount];
        some.CopyParametersTo(one);
        few.CopyParametersTo(other);
        Assert.Equal(other, one);
        Assert.Equal(0f, some.Backward(a, -1));
        Assert.False(some.Update());
    }

    [Fact]
    public void IgnoredLabelBesideAnotherLoss_StillCountsTheRow()
    {
        var net = new TwoHeads(1);
        float[] input = [1, 2, 3, 4];
        ITrainableNetwork network = net;
        var losses = new float[1];
        net.BackwardBatch(new TwoHeads.Batch { Input = input, MoveLabel = [-100], DriveTarget = [1f, 1f], RowLoss = losses });
        var drive = new TwoHeads(1);
        Assert.True(losses[0] > 0);
        Assert.True(net.Update());
        Assert.Equal(14, network.Info.OutputSize + network.Info.InputSize + network.Info.TargetSize);
        float[] before = new float[TwoHeads.ParameterCount], after = new float[TwoHeads.ParameterCount];
        drive.CopyParametersTo(before);
        net.CopyParametersTo(after);
        Assert.Equal(before[..15], after[..15]);
        Assert.NotEqual(before[15..], after[15..]);
    }
}
