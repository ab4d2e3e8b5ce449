namespace NeuralLearn.Compiled.Tests.Features;

/// <summary>Gradients against differences of the loss.</summary>
internal static class Differences
{
    private const float Distance = 1e-2f;

    /// <param name="loss">The loss with the parameters as they are.</param>
    /// <param name="backward">Adds up the gradient of the same loss.</param>
    public static void Check(ITrainableNetwork network, int count, Func<float> loss, Action backward)
    {
        float[] parameters = new float[count], gradients = new float[count];
        network.CopyParametersTo(parameters);
        backward();
        Gradients(network, gradients);
        for (var i = 0; i < count; i += Math.Max(1, count / 60))
        {
            float[] up = [.. parameters], down = [.. parameters];
            up[i] += Distance;
            down[i] -= Distance;
            network.LoadParameters(up);
            double above = loss();
            network.LoadParameters(down);
            double below = loss();
            Assert.Equal((above - below) / (up[i] - down[i]), gradients[i], 2e-3);
        }

        network.LoadParameters(parameters);
    }

    /// <summary>The interface does not hand out gradients; every class does.</summary>
    private static void Gradients(ITrainableNetwork network, float[] destination) =>
        network.GetType().GetMethod("CopyGradientsTo")!.CreateDelegate<Copy>(network)(destination);

    private delegate void Copy(Span<float> destination);
}
