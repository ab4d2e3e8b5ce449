using NeuralLearn.Compiled.Conformance.Reference;

namespace NeuralLearn.Compiled.Conformance.Running;

/// <summary>
/// Cases recorded in evaluation mode on networks where that differs from training. Emitted networks learn in training mode only, so
/// what remains is the loss and the gradient of the input.
/// </summary>
internal sealed class EvaluationCheck(ReferenceCase reference, Func<CaseSession> newSession, CaseReport report)
{
    public void Run()
    {
        var session = newSession();
        var loss = session.Network.EvaluateBatch(session.Rows.AllInputs, session.Rows.AllTargets);
        report.Compare("loss (EvaluateBatch)", [loss], reference.Tensors["loss"], "loss");
        if (reference.LossType == "mse" && reference.Loss.GetProperty("reduction").GetString() == "mean")
        {
            CheckInputGradient(session);
        }
        else
        {
            report.LeaveOut(["grad.input"]);
        }

        session.Rows.Verify(report);
        report.LeaveOut(reference.Tensors.Keys.Where(NeedsTraining));
    }

    private static bool NeedsTraining(string tensor) =>
        tensor is "losses"
        || (tensor.StartsWith("grad.", StringComparison.Ordinal) && tensor != "grad.input")
        || tensor.StartsWith("after", StringComparison.Ordinal)
        || tensor.StartsWith("output_eval_after", StringComparison.Ordinal);

    private void CheckInputGradient(CaseSession session)
    {
        var network = session.Network;
        var outputs = session.ForwardBatch();
        var targets = reference.Target.Values;
        var all = new List<float>();
        for (var row = 0; row < session.Rows.Count; row++)
        {
            var upstream = new float[network.OutputSize];
            for (var k = 0; k < upstream.Length; k++)
            {
                var element = (row * upstream.Length) + k;
                upstream[k] = (float)(2 * ((double)outputs[element] - targets[element]) / outputs.Length);
            }

            var source = GuardedBuffer.Source(upstream);
            var gradient = GuardedBuffer.Destination(network.InputSize);
            network.InputGradient(session.Rows.Inputs(row, 1), source.Span, gradient.Span);
            report.Verify("InputGradient, output gradient", source);
            report.Verify("InputGradient", gradient);
            all.AddRange(gradient.Span);
        }

        report.Compare("grad.input (InputGradient)", [.. all], reference.Tensors["grad.input"], "grad");
    }
}
