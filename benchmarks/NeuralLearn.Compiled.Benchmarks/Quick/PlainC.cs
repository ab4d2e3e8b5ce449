using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>benchmarks/peers/peer.c, built by the machine's gcc for this very network.</summary>
internal sealed unsafe class PlainC : Implementation
{
    private readonly nint _library;
    private readonly string _folder;
    private readonly float* _inputs;
    private readonly float* _targets;
    private readonly float* _outputs;

    private PlainC(Reference reference, nint library, string folder)
    {
        _library = library;
        _folder = folder;
        _inputs = Aligned(reference.Inputs);
        _targets = Aligned(reference.Targets);
        _outputs = Aligned(new float[Reference.Rows * reference.OutputSize]);
    }

    public override string Name => "plain-c";

    /// <summary>The implementation, or null and the reason where there is no compiler.</summary>
    public static PlainC? Build(Reference reference, out string? problem)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "peers", "peer.c");
        var folder = Directory.CreateTempSubdirectory("peer").FullName;
        var library = Path.Combine(folder, reference.Name + (OperatingSystem.IsWindows() ? ".dll" : ".so"));
        try
        {
            using var gcc = Process.Start(new ProcessStartInfo(
                "gcc", ["-O3", "-march=native", "-ffast-math", "-w", "-shared", "-fPIC", "-DNETWORK_" + reference.Name, source, "-o", library, "-lm"])
            { RedirectStandardError = true })!;
            problem = gcc.StandardError.ReadToEnd();
            gcc.WaitForExit();
            if (gcc.ExitCode != 0)
            {
                return null;
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            problem = "there is no gcc";
            return null;
        }

        problem = null;
        return new PlainC(reference, NativeLibrary.Load(library), folder);
    }

    public override void Load(ReadOnlySpan<float> parameters)
    {
        fixed (float* flat = parameters)
        {
            ((delegate* unmanaged<float*, void>)Find("load"))(flat);
        }
    }

    public override void Store(Span<float> parameters)
    {
        fixed (float* flat = parameters)
        {
            ((delegate* unmanaged<float*, void>)Find("store"))(flat);
        }
    }

    public override void Forward(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        fixed (float* x = inputs, y = outputs)
        {
            ((delegate* unmanaged<float*, float*, int, void>)Find("forward_batch"))(x, y, Reference.Rows);
        }
    }

    public override void Repeat(Metric metric, long count)
    {
        switch (metric)
        {
            case Metric.Inf1:
                ((delegate* unmanaged<float*, float*, long, void>)Find("repeat_inf1"))(_inputs, _outputs, count);
                break;
            case Metric.Lat1:
                ((delegate* unmanaged<float*, float*, long, void>)Find("repeat_lat1"))(_inputs, _outputs, count);
                break;
            case Metric.Inf32:
                ((delegate* unmanaged<float*, float*, int, long, void>)Find("repeat_inf32"))(_inputs, _outputs, Reference.Rows, count);
                break;
            case Metric.Train1:
                ((delegate* unmanaged<float*, float*, long, void>)Find("repeat_train1"))(_inputs, _targets, count);
                break;
            default:
                ((delegate* unmanaged<float*, float*, int, long, void>)Find("repeat_train32"))(_inputs, _targets, Reference.Rows, count);
                break;
        }
    }

    public override void Dispose()
    {
        NativeLibrary.Free(_library);
        NativeMemory.AlignedFree(_inputs);
        NativeMemory.AlignedFree(_targets);
        NativeMemory.AlignedFree(_outputs);
        Directory.Delete(_folder, recursive: true);
        base.Dispose();
    }

    private static float* Aligned(float[] values)
    {
        var memory = (float*)NativeMemory.AlignedAlloc((nuint)values.Length * sizeof(float), 64);
        values.CopyTo(new Span<float>(memory, values.Length));
        return memory;
    }

    private nint Find(string name) => NativeLibrary.GetExport(_library, name);
}
