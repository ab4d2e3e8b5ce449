using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace NeuralLearn.Compiled.Determinism;

/// <summary>Has every kernel of the networks here compiled that this process would use, without running it: the JIT can be asked to list what it makes.</summary>
internal static class MachineCode
{
    private const BindingFlags Declared = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;

    /// <param name="level">What the classes' names end with: the width in bits, or "Scalar".</param>
    /// <returns>How many methods were compiled.</returns>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Asked for by tests under the JIT only, where nothing is trimmed.")]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Asked for by tests under the JIT only, where nothing is trimmed.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Asked for by tests under the JIT only, where nothing is trimmed.")]
    public static int Compile(string level)
    {
        var count = 0;
        foreach (var type in typeof(MachineCode).Assembly.GetTypes())
        {
            if (type.Name != "Kernels" + level)
            {
                continue;
            }

            foreach (var method in type.GetMethods(Declared))
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle);
                count++;
            }
        }

        return count;
    }
}
