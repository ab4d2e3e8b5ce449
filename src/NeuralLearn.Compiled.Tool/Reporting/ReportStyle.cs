namespace NeuralLearn.Compiled.Tool.Reporting;

/// <summary>The style sheet of a report: light and dark, from a telephone to a wide screen, and on paper.</summary>
internal static class ReportStyle
{
    public const string Sheet =
        """
        :root{color-scheme:light dark;--page:#fff;--box:#f5f6f8;--line:#d9dce2;--grid:#e6e8ec;--text:#1d2129;--soft:#5a6270;--first:#1a66b8;--second:#b84d00;--third:#0b7a5b;--shade:26 102 184;--good:11 122 91;--bad:192 48 30}
        @media(prefers-color-scheme:dark){:root{--page:#15171c;--box:#1d2027;--line:#363b46;--grid:#2a2e37;--text:#e6e8ec;--soft:#a3abb9;--first:#6db3f2;--second:#f5a05c;--third:#4fcfa4;--shade:80 150 225;--good:60 190 145;--bad:240 110 90}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
        main{max-width:1080px;margin:0 auto;padding:32px 28px 48px}
        h1{font-size:28px;line-height:1.2;margin:0 0 4px;overflow-wrap:anywhere}
        h2{font-size:19px;margin:44px 0 12px}
        p{margin:0 0 12px;max-width:80ch}
        .soft,figcaption,caption{color:var(--soft)}
        .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:24px 0 0;padding:0}
        .facts div{background:var(--box);border:1px solid var(--line);border-radius:8px;padding:11px 12px}
        .facts dt{color:var(--soft);font-size:12.5px;white-space:nowrap}
        .facts dd{margin:2px 0 0;font-size:22px;font-weight:600;font-variant-numeric:tabular-nums;line-height:1.3}
        .facts dd small{display:inline-block;font-size:13px;font-weight:400;color:var(--soft)}
        .wide{overflow-x:auto}
        table{border-collapse:collapse;font-variant-numeric:tabular-nums}
        .wide>table{width:100%}
        caption{text-align:left;padding:0 0 8px}
        th,td{text-align:left;padding:6px 14px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
        th{font-weight:600}
        thead th{color:var(--soft);font-size:13px;vertical-align:bottom}
        tbody th{font-weight:500}
        .n{text-align:right;white-space:nowrap}
        tfoot td,tfoot th{border-bottom:0;font-weight:600}
        code{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
        .shape{white-space:nowrap}
        .share{width:140px}
        .share span{display:block;height:8px;margin-top:8px;border-radius:2px;background:var(--first)}
        .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(330px,1fr));gap:8px 40px;align-items:start}
        figure{margin:0 0 8px}
        figcaption{font-size:13px}
        svg{display:block;width:100%;height:auto}
        svg text{fill:var(--text);font-size:13px;font-variant-numeric:tabular-nums}
        @media(max-width:900px){svg.chart text{font-size:16px}}
        ul{padding-left:20px;margin:12px 0}
        svg .note{fill:var(--soft)}
        .grid{stroke:var(--grid)}
        .axis{stroke:var(--soft)}
        .curve{fill:none;stroke-width:2.25;stroke-linejoin:round}
        .a{stroke:var(--first)}.b{stroke:var(--second)}.c{stroke:var(--third)}
        circle.a{fill:var(--first)}circle.b{fill:var(--second)}circle.c{fill:var(--third)}
        .b.curve{stroke-dasharray:7 3}
        .mark,.zero{stroke:var(--soft);stroke-dasharray:2 4}
        .strip{fill:transparent}.strip:hover{fill:var(--soft);fill-opacity:.15}
        .confusion{width:auto!important;min-width:0}
        .confusion th,.confusion td{padding:6px 9px;border:1px solid var(--line);vertical-align:middle}
        .confusion td{text-align:right;white-space:nowrap;min-width:48px}
        .confusion thead th{text-align:right;max-width:140px;overflow-wrap:anywhere}
        .confusion.upright thead th:not(.corner){writing-mode:vertical-rl;max-width:none;max-height:170px;vertical-align:bottom}
        .confusion .corner{text-align:left;font-weight:400;white-space:nowrap}
        .confusion tbody th{max-width:240px;overflow-wrap:anywhere}
        @media(max-width:900px){.confusion{font-size:13px}.confusion th,.confusion td{padding:6px 5px}.confusion td{min-width:0}}
        .confusion .zero-count{color:var(--soft)}
        .tensors{display:grid;grid-template-columns:repeat(auto-fill,minmax(250px,1fr));gap:16px}
        .tensors figure{background:var(--box);border:1px solid var(--line);border-radius:8px;padding:12px 12px 6px;margin:0}
        .tensors h3{font-size:14px;margin:0;overflow-wrap:anywhere}
        .bar{fill:var(--first)}.bar:hover{fill:var(--second)}
        .warning{border-left:4px solid rgb(var(--bad));padding:8px 14px;background:var(--box)}
        details{margin:8px 0}
        summary{cursor:pointer;color:var(--soft)}
        footer{margin-top:48px;color:var(--soft);font-size:13px}
        @media(max-width:600px){main{padding:20px 14px}.pair{grid-template-columns:1fr}}
        @media print{main{max-width:none;padding:0}h2{break-after:avoid}figure,tr{break-inside:avoid}}
        """;
}
