namespace NeuralLearn.Compiled.Tests.Processes;

/// <summary>The reader of listings is a judge: it is judged first.</summary>
public sealed class MachineCodeTests
{
    private const string Listing = """
        ; Assembly listing for method Space.Kernels512:Sum(byref,int):float (FullOpts)
        ; Emitting BLENDED_CODE for generic X64 + VEX + EVEX on Unix
        ; FullOpts code

        G_M000_IG01:                ;; offset=0x0000
               push     rbp
               vmovdqa  xmmword ptr [rbp+rax+0x10], xmm8
               jne      SHORT  -5 instr
               call     CORINFO_HELP_STACK_PROBE
               test     edi, edi
               jle      SHORT G_M000_IG04
               call     [Space.Lanes`1[Space.Rounding]:Before(float):float]
               align    [0 bytes for IG02]

        G_M000_IG02:                ;; offset=0x0010
               vaddps   zmm0, zmm0, zmmword ptr [rdi]
               je       G_M000_IG06
               call     [Space.VectorMath:Inside(System.Runtime.Intrinsics.Vector512`1[float]):System.Runtime.Intrinsics.Vector512`1[float]]

        G_M000_IG03:                ;; offset=0x0020
               dec      eax
               jne      SHORT G_M000_IG02

        G_M000_IG04:                ;; offset=0x0030
               call     [Space.VectorMath:Behind(float):float]

        G_M000_IG05:                ;; offset=0x0040
               vzeroupper
               pop      rbp
               ret

        G_M000_IG06:                ;; offset=0x0050
               call     [Space.VectorMath:Rare(float):float]
               jmp      SHORT G_M000_IG03

        RWD00  	dd	3F800000h		;         1
               	dd	40000000h		;         2

        ; Total bytes of code 96

        ; Assembly listing for method Space.Kernels:Sum(byref,int):float (MinOpts)
        G_M000_IG01:                ;; offset=0x0000
               lea      rdi, [G_M000_IG02]
               tail.jmp [Space.Kernels512:Sum(byref,int):float]

        G_M000_IG02:                ;; offset=0x0010
               call     [Space.Kernels512:Never()]
               int3
        """;

    [Fact]
    public void Read_ListingOfTwoMethods_HasTheirNamesAndTiers()
    {
        var methods = MachineCode.Read(Listing.Split('\n'));
        Assert.Equal(["Space.Kernels512:Sum(byref,int):float", "Space.Kernels:Sum(byref,int):float"], methods.Select(method => method.Name));
        Assert.Equal(["FullOpts", "MinOpts"], methods.Select(method => method.Tier));
        Assert.Equal(["Space.Kernels512", "Space.Kernels"], methods.Select(method => method.Class));
    }

    [Fact]
    public void Calls_AreInALoopWhereControlFlowComesBackToThem()
    {
        var calls = MachineCode.Read(Listing.Split('\n'))[0].Calls;
        Assert.Equal(
            [
                new MachineCall("CORINFO_HELP_STACK_PROBE", false), new MachineCall("Space.Lanes`1[Space.Rounding]:Before", false),
                new MachineCall("Space.VectorMath:Inside", true), new MachineCall("Space.VectorMath:Behind", false), new MachineCall("Space.VectorMath:Rare", true),
            ],
            calls);
    }

    [Fact]
    public void JumpOutOfTheMethod_IsACall()
    {
        var calls = MachineCode.Read(Listing.Split('\n'))[1].Calls;
        Assert.Equal([new MachineCall("Space.Kernels512:Sum", false), new MachineCall("Space.Kernels512:Never", false)], calls);
    }
}
