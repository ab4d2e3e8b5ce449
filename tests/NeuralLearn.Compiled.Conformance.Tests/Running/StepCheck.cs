using NeuralLearn.Compiled.Conformance.Reference;

namespace NeuralLearn.Compiled.Conformance.Running;

/// <summary>Steps of the optimizer on the same batch: one by hand, then as many as the case records with TrainBatch.</summary>
internal sealed class StepCheck(ReferenceCase reference, Func<CaseSession> newSession, CaseReport report)
{
    public void Run()
    {
        var afterOne = CheckOneStep();
        CheckSteps(afterOne);
    }

    private float[] CheckOneStep()
    {
        var session = newSession();
        var before = session.Parameters();
        session.Network.BackwardBatch(session.Rows.AllInputs, session.Rows.AllTargets);
        report.Require(session.Network.Update(), "Update after BackwardBatch returned false");
        session.CompareState("after1", "after1");
        var after = session.Parameters();
        CompareClipped(session, before, after);
        report.Require(!session.Network.Update(), "A second Update, with nothing added up, returned true");
        report.RequireSameBits("Parameters after a second Update", session.Parameters(), after);
        return after;
    }

    /// <summary>
    /// CopyGradientsTo gives what Update sees before clipping, so the clipped gradient is read off the step that it made. That is
    /// possible for plain descent only, and up to the rounding of the parameter.
    /// </summary>
    private void CompareClipped(CaseSession session, float[] before, float[] after)
    {
        var optimizer = reference.Optimizer!.Value;
        var isPlain = optimizer.GetProperty("type").GetString() == "sgd" && !optimizer.TryGetProperty("momentum", out _)
            && !optimizer.TryGetProperty("weight_decay", out _);
        foreach (var (name, expected) in reference.Under("grad_clipped"))
        {
            if (!isPlain)
            {
                report.LeaveOut([$"grad_clipped.{name}"]);
                continue;
            }

            var rate = optimizer.GetProperty("lr").GetDouble();
            var offset = session.Entry(name).Offset;
            var step = new float[expected.Values.Length];
            for (var i = 0; i < step.Length; i++)
            {
                step[i] = (float)(((double)before[offset + i] - after[offset + i]) / rate);
            }

            var tolerance = reference.Tolerance("grad");
            report.Add(Comparison.Of($"grad_clipped.{name} (from the step)", step, expected.Values, Allowed));

            double Allowed(int i) => tolerance.For(expected.Values[i]) + (Math.ScaleB(Math.Abs(before[offset + i]), -23) / rate);
        }
    }

    private void CheckSteps(float[] afterOne)
    {
        var session = newSession();
        var losses = new List<float>();
        for (var step = 1; step <= reference.Steps.Max(); step++)
        {
            losses.Add(session.Network.TrainBatch(session.Rows.AllInputs, session.Rows.AllTargets));
            if (step == 1)
            {
                report.RequireSameBits("TrainBatch and BackwardBatch with Update", session.Parameters(), afterOne);
            }

            if (reference.Steps.Contains(step))
            {
                session.CompareState($"after{step}", step == 1 ? "after1" : "late");
                session.CompareOutputs($"output_eval_after{step}", "late");
            }
        }

        report.Compare("losses", [.. losses], reference.Tensors["losses"], "late");
        session.Rows.Verify(report);
    }
}
