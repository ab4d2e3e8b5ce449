using System.Reflection;
using System.Reflection.Emit;

namespace NeuralLearn.Compiled.Generator.Tests.Cost;

/// <summary>Calls a method whose parameters are spans: reflection passes none, emitted IL does.</summary>
internal static class SpanCall
{
    public static void Run(MethodInfo method, object instance)
    {
        var call = new DynamicMethod("Call", null, [typeof(object), typeof(int[])], method.Module, skipVisibility: true);
        var code = call.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Castclass, method.DeclaringType!);
        var parameters = method.GetParameters();
        for (var i = 0; i < parameters.Length; i++)
        {
            var span = parameters[i].ParameterType;
            var element = span.GetGenericArguments()[0];
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(OpCodes.Ldc_I4, i);
            code.Emit(OpCodes.Ldelem_I4);
            code.Emit(OpCodes.Newarr, element);
            code.Emit(OpCodes.Newobj, span.GetConstructor([element.MakeArrayType()])!);
        }

        code.Emit(OpCodes.Call, method);
        if (method.ReturnType != typeof(void))
        {
            code.Emit(OpCodes.Pop);
        }

        code.Emit(OpCodes.Ret);
        call.CreateDelegate<Action<object, int[]>>()(instance, SizesOf(method));
    }

    /// <summary>Each parameter's length, by the constants of the class: "speed" has SpeedSize values, "speedGradient" too.</summary>
    private static int[] SizesOf(MethodInfo method) =>
    [
        .. method.GetParameters().Select(parameter =>
        {
            var name = parameter.Name!.Replace("Gradient", "", StringComparison.Ordinal);
            var constant = char.ToUpperInvariant(name[0]) + name[1..] + "Size";
            return (int)method.DeclaringType!.GetField(constant)!.GetRawConstantValue()!;
        }),
    ];
}
