using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>A source file of benchmarks/peers, built by the machine's gcc for this very network.</summary>
internal sealed unsafe class CPeer : InProcess
{
    private readonly nint _library;
    private readonly string _folder;
    private readonly float* _inputs;
    private readonly float* _targets;
    private readonly float* _outputs;

    private CPeer(Reference reference, string name, nint library, string folder)
        : base(reference)
    {
        Name = name + "-c";
        _library = library;
        _folder = folder;
        _inputs = Aligned(reference.Inputs);
        _targets = Aligned(reference.Targets);
        _outputs = Aligned(new float[Reference.Rows * reference.OutputSize]);
    }

    public override string Name { get; }

    /// <summary>The implementation, or null and the reason where there is no compiler.</summary>
    /// <param name="name">"plain" or "tiled".</param>
    public static CPeer? Build(Reference reference, string name, out string? problem)
    {
        var folder = Directory.CreateTempSubdirectory("peer").FullName;
        var compiled = Path.Combine(folder, reference.Name + ".o");
        var library = Path.Combine(folder, reference.Name + (OperatingSystem.IsWindows() ? ".dll" : ".so"));
        var source = Path.Combine(AppContext.BaseDirectory, "peers", name + (reference is LayerReference { Peer: var peer } ? "-" + peer : "") + ".c");
        try
        {
            // Left to itself, gcc makes calls of memcpy of the short loops that copy sums out of registers. Compiled and linked in one go
            // with -ffast-math, a library would switch subnormal numbers off for the whole process that loads it.
            string[] options = ["-O3", "-march=native", "-ffast-math", "-fno-tree-loop-distribute-patterns", "-w", "-fPIC"];
            problem = Gcc([.. options, "-DNETWORK_" + reference.Name, "-c", source, "-o", compiled])
                ?? Gcc(["-shared", compiled, "-o", library, "-lm"]);
            if (problem is null)
            {
                return new CPeer(reference, name, NativeLibrary.Load(library), folder);
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            problem = "there is no gcc";
        }

        Directory.Delete(folder, recursive: true);
        return null;
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
            ((delegate* unmanaged<float*, float*, void>)Find("forward_batch"))(x, y);
        }
    }

    public override void ForwardRow(ReadOnlySpan<float> input, Span<float> output)
    {
        fixed (float* x = input, y = output)
        {
            ((delegate* unmanaged<float*, float*, void>)Find("forward"))(x, y);
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
                ((delegate* unmanaged<float*, float*, long, void>)Find("repeat_inf32"))(_inputs, _outputs, count);
                break;
            case Metric.Train1:
                ((delegate* unmanaged<float*, float*, long, void>)Find("repeat_train1"))(_inputs, _targets, count);
                break;
            default:
                ((delegate* unmanaged<float*, float*, long, void>)Find("repeat_train32"))(_inputs, _targets, count);
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

    /// <summary>What it complains of, or null.</summary>
    private static string? Gcc(string[] arguments)
    {
        using var gcc = Process.Start(new ProcessStartInfo("gcc", arguments) { RedirectStandardError = true })!;
        var complaint = gcc.StandardError.ReadToEnd();
        gcc.WaitForExit();
        return gcc.ExitCode == 0 ? null : complaint;
    }

    private static float* Aligned(float[] values)
    {
        var memory = (float*)NativeMemory.AlignedAlloc((nuint)values.Length * sizeof(float), 64);
        values.CopyTo(new Span<float>(memory, values.Length));
        return memory;
    }

    private nint Find(string name) => NativeLibrary.GetExport(_library, name);
}
