/**
 * Characters that look alike, from Unicode's confusables (UTS #39; Copyright Unicode, Inc., see NOTICE), as classes:
 * `representative:member.member…`, code points in base 36, a representative of several characters joined by "-". The two
 * cases of an ASCII letter are one class. Read by skeleton.ts alone; nothing in the log depends on it.
 */
export const CONFUSABLES = `
10-6hs:2q6n 117:3ou 11g:3k6 11k-13:414 11k-53:40q 11k:3mo.40e.6qx.6v6.wl1.2k3p 11m:3s3 11o:3mp 11w:6gt 12:x2w 12d-136:13b 12p:3o4 12s-12d:1dlg 12s-12j:1dlh 12s-12l:1dlj
12s-12u:1dlf 13-13-13-13:6dz 13-13-13:6d0.6d3 13-13:y.je.kd.ku.l2.16a.16c.5oz.6cc.6cd.6cf.6cz.6d2.9hf.1ede 13-1u:ap 13-1w:ay 13-28:bo 13-2c:bw 13-2h:c3 13-32:95 132-12u:1dli
13:2o.50.jd.jf.jg.jh.ji.js.ju.jv.l0.ok.p0.122.125.15l.16b.1kk.1kl.40a.4i4.69p.69r.6b3.6bh.6bi.6c8.6c9.6cb.6cy.6d1.x3g.1edj.1ef4.20k1.20k2 13q:14d 13s:14e 13t:148 13u:144
14-108s-15:9w1 14-10p4-15:9w2 14-115g-15:9w3 14-1224-15:9w4 14-12ys-15:9w5 14-1350-13ic-15:9wd 14-1350-16f8-15:9we 14-13f4-15:9w6 14-13p8-15:9wc 14-14:948 14-14bs-15:9w7
14-14s4-15:9w8 14-158g-15:9w9 14-15os-15:9wa 14-1654-15:9wb 14-1e-15:779 14-1e-27-15:77r 14-1f-15:77a 14-1g-15:77b 14-1h-15:77c 14-1i-15:77d 14-1j-15:77e 14-1k-15:77f 14-1l-15:77g
14-1t-15:2q6o 14-1u-15:2q6p 14-1v-15:2q6q 14-1w-15:2q6r 14-1x-15:2q6s 14-1y-15:2q6t 14-1z-15:2q6u 14-20-15:2q6v 14-22-15:2q6x 14-23-15:2q6y 14-24-15:2q6z 14-25-15:2q70
14-26-15:2q71 14-27-15:2q72 14-28-15:2q73 14-29-15:2q74 14-2a-15:2q75 14-2b-15:2q76.2q7e 14-2c-15:2q77 14-2d-15:2q78 14-2e-15:2q79 14-2f-15:2q7a 14-2g-15:2q7b 14-2h-15:2q7c
14-2i-15:2q7d 14-2p-15:78c 14-2q-15:78d 14-2r-15:78e 14-2s-15:78f 14-2t-15:78g 14-2u-15:78h 14-2v-15:78i 14-2w-15:78j 14-2x-15:78k 14-2y-15:78l 14-2z-15:78m 14-30-15:778.78n.2q6w
14-30-1e-15:77j 14-30-1f-15:77k 14-30-1g-15:77l 14-30-1h-15:77m 14-30-1i-15:77n 14-30-1j-15:77o 14-30-1k-15:77p 14-30-1l-15:77q 14-30-27-15:77h 14-30-30-15:77i 14-32-15:78p
14-33-15:78q 14-34-15:78r 14-35-15:78s 14-36-15:78t 14-36-32-15:78o 14-37-15:78u 14-38-15:78v 14-39-15:78w 14-3a-15:78x 14-3b-15:78y 14-3c-15:78z 14-3cw-15:9vk 14-3cy-15:9vl
14-3cz-15:9vm 14-3d-15:790 14-3d1-15:9vn 14-3d2-15:9vo 14-3d3-15:9vp 14-3d5-15:9vq 14-3d7-15:9vr 14-3d8-15:9vs 14-3da-15:9vt 14-3db-15:9vu 14-3dc-15:9vv 14-3dd-15:9vw 14-3de-15:9vx
14-3e-15:791 14-9oc-15:9wg 14-fer-15:9wm 14-fex-15:9wi.2qf5 14-fh9-15:9wo 14-fik-15:9wh.2qf6 14-fis-15:9wk 14-fkz-15:9x5 14-flt-15:9x9 14-fm9-15:9xd 14-g2z-15:9wn 14-g31-15:9wl
14-gc4-15:9x4 14-gd9-15:2qfb 14-gg1-15:9wp 14-ggk-15:9xb 14-glp-15:9x0 14-gos-15:9x6 14-h5n-15:9wj 14-h7j-15:9wv 14-i1y-15:9x7 14-i2x-15:2qf7 14-jf7-15:2qf9 14-k0n-15:2qfc
14-k4l-15:9ww 14-kco-15:9wq 14-kcp-15:9wy 14-kdk-15:9wt 14-kdo-15:2qf4 14-kkq-15:9wx 14-ldg-15:9ws 14-m7f-15:9wr 14-m9l-15:2qf8 14-mm1-15:9x1 14-nh3-15:2qfa 14-nhf-15:9x8
14-ny6-15:9wz 14-nz1-15:9x3 14-nzh-15:9xc 14-pnu-15:9xe 14-po3-15:9xf 14-rs1-15:9x2 14-rt3-15:9xa 14-ssx-15:9wu 14-xz4-15:9vy 14-yvs-15:9vz 14-zc4-15:9w0 14:7s8.7si.9hw.1e0u.1eez
15-15:949 15:7s9.7sj.9hx.1e0v.1ef1 15c-15o:1dn3 15c:6k5.1dlt 15d:6k6 15e:6k7 15f:6k8.1dlu 15g:1dlv 15n:1dlw 15o:1dlx 15p:1dly 15u:1dls 160:1dlz 162:1dm0 16:19p.6dq.6qf.1f6n
17-6f6:8br 17-le:8bn 17-lf:8bo 17-lj:6qc 17-lm:8bm 17-mb:8bp 17-mo:8bq 170:19o.94i 173:189.1ebt.1ebu.1ebv.1ebw.2plb.2pm7.2pn3.2pnz.2pov.2ppr 17:4j1.7th.1f2z 17f:94l 17j:94e
17l-nc:1dp 17l:1e9s 17m:1e9t.1e9u 17s-17w:1ds5.1dwc 17s-17x-18p:1e4i 17s-17x:1ds6.1dwd 17s-17y-18p:1e3i 17s-17y:1ds7.1du3.1dwe.1dxu 17s-181:1duy 17s-182:1duz
17s-18l:1ds8.1dv0.1dwf.1dy9 17s-18m:1dv1 17s-18p:1ds9.1dsa.1dv2.1dv3 17s-190:1pd 17s-1cr:1g1 17s-1cy:1py 17s-33:1dwg.1dya 17s:1ea7.1ea8.1ea9.1eaa.2pkx.2plt.2pnl.2poh.2ppd
17u-17w-18l:1e1c 17u-17w-18p:1e3j.1e3k 17u-17w:1dsb.1dwh 17u-17x-17w:1e1d.1e1e 17u-17x-18l:1e1f 17u-17x:1dsc.1dwi 17u-17y-18l:1e1g 17u-17y-18p:1e3l.1e3m 17u-17y:1dsd.1dwj
17u-181:1dv4 17u-182:1dv5 17u-18l-17w:1e1h 17u-18l-17x:1e1i 17u-18l-17y:1e1j 17u-18l-18p:1e3n.1e3o 17u-18l:1dse.1dv6.1dwk.1dyb 17u-18m:1dv7 17u-18p:1dsf.1dsg.1dv8.1dv9
17u-33:1dwl.1dyc 17u:1ead.1eae.1eaf.1eag.2plh.2pmd.2po5.2pp1.2ppx 17w-17x-18p:1e3q.1e4e 17w-17x:1dsl.1dwn 17w-18k-w-17w-18k-30-18k-33:1e63 17w-18l-17x:1e1k.1e1l
17w-18l-18p:1e3p.1e3r 17w-18l:1dsm.1dwo 17w-18p:1dz5.1dz6.1dzx.1dzy 17w:1eal.1eam.1ean.1eao.2pky.2plu.2pmq.2pnm.2poi.2ppe 17x-17w-18p:1e4f 17x-17w:1dsn.1dwp 17x-18l-18p:1e1m.1e1n
17x-18l:1dso.1dwq 17x-18p:1dz3.1dz4.1dzv.1dzw 17x-190:1a9.1gy 17x-1cr:1ad 17x:1eap.1eaq.1ear.1eas.2pl3.2plz.2pmv.2pnr.2pon.2ppj 17y-17w:1dsp.1dwr 17y-17x:1dsq 17y-18l:1dsr.1dws
17y-18p:1dz7.1dz8.1dzz.1e00 17y:1eat.1eau.1eav.1eaw.2plj.2pmf.2pnb.2po7.2pp3.2ppz 17z-179:1ag.1doo.1dop 17z-1cr:1am.1dom.1don 17z-le:1da 17z-mc-mb:1pq
17z:1eax.1eay.1f4x.2pkz.2poj.2ppf 180-19s:1duj 180:1eaz.1eb0.2plk.2pp4.2pq0 181-179:1ap.1dos.1dot 181-183-18o-18k:1e5y 181-18p-30-18k:1e64 181-190:1gs 181-19s:1duk
181-1cr:1aw.1doq.1dor 181-le:1db 181-li-lj:1q1 181-li:1aq 181:1eb1.1eb2.2plf.2poz.2ppv 182-le:1pu 182:1eb3.1eb4.2pl2.2pom.2ppi 183-17w-17x:1e1p 183-17w-18p:1e1q
183-17w:1dss.1dwt.1e0k 183-17x-17w:1e1o 183-17x:1dst.1dwu.1e0l 183-17y-18p:1e3s.1e4m 183-17y:1dsu.1dwv.1e0m 183-181:1dzi.1e0a 183-18l-17w:1e1t 183-18l-17x:1e1r.1e1s
183-18l-18l:1e1u.1e1v 183-18l:1dsv.1dww.1dyf 183-18p:1dyz.1dz0.1dzr.1dzs 183-1cr-17w-18p:1e21 183-1cr-17w:1dzd.1e05.1e0d.1e0n 183-1cr-17x-18l:1e1z.1e20 183-1cr-17x-18p:1e3u
183-1cr-17x:1dze.1e06.1e0e.1e0o 183-1cr-17y:1dzf.1e07.1e0f.1e0p 183-1cr-181:1dzh.1e09 183-1cr-18l-17y:1e22.1e23 183-1cr-18l-18l:1e24.1e25 183-1cr-18l:1dyh.1dzg.1e08.1e0g
183-1cr-18p:1dz1.1dz2.1dzt.1dzu 183-1cr-33:1dyi.1e0i 183-1cr:184.1eb9.1eba.1ebb.1ebc.2plg.2pmc.2pn8.2po4.2pp0.2ppw 183-33:1dyg.1e0h 183-le:1ha
183:1eb5.1eb6.1eb7.1eb8.2pla.2pm6.2pn2.2pny.2pou.2ppq 185-17x-17x:1e1w.1e1x 185-17x-18p:1e3t 185-17x:1dsw.1dwx 185-17y:1dwy 185-181:1dzj.1e0b 185-18k-189-18l:1e5x
185-18k-18p-w-30-18k-18k-33-w-189-18k-18p-33-w-18o-183-18k-18l:1e62 185-18k-18p:1e5s.1e61 185-18l-18l:1e1y.1e4l 185-18l:1dsx.1dwz 185-18p:1dz9.1dza.1e01.1e02 185-1cr:1b2
185-mc-mb:1pr 185:1ebd.1ebe.1ebf.1ebg.1f5e.2pld.2pm9.2pn5.2po1.2pox.2ppt 186-17w:1dsy.1dx0 186-17x-18p:1e26.1e3v 186-17x:1dsz.1dx1 186-17y-18l:1e27.1e28 186-17y:1dt0.1dx2
186-181:1dzk.1e0c 186-18l:1dt1.1dx3 186-18p:1dzb.1dzc.1e03.1e04 186:1ebh.1ebi.1ebj.1ebk.2pll.2pmh.2pnd.2po9.2pp5.2pq1 187-17x:1dt2.1dx4 187-18l-17x:1e29.1e2a 187-18l-18l:1e2b
187-18l-18p:1e2c 187-18l:1dt3.1e0j.1e0q 187-18p:1dyt.1dyu.1dzl.1dzm 187-1cr:1b3 187:1ebl.1ebm.1ebn.1ebo.1f54.2pl4.2pns.2poo.2ppk 188-18l:1dt4.1dx5.1e0r
188:1ebp.1ebq.1ebr.1ebs.2plm.2poa.2pp6.2pq2 189-17w-18l:1e2d.1e4k 189-17w:1dt5.1dx6 189-18k-18p-33:1e5z 189-18l-18l:1e2e.1e2f 189-18l-18p:1e2g.1e46 189-18l:1dt6.1dx7
189-18p:1dyv.1dyw.1dzn.1dzo 18:54.171.19n.6ca.wl5 18a-17w:1dt7.1dx8 18a-18l-18l:1e2h 18a-18l-18p:1e2i.1e2j 18a-18l:1dt8.1dx9 18a-18p:1dyx.1dyy.1dzp.1dzq
18a:1ebx.1eby.1ebz.1ec0.2pln.2pmj.2pnf.2pob.2pp7.2pq3 18h-17w:1dt9.1dxa 18h-17x:1dta.1dxb 18h-17y-18l:1e2k.1e2l 18h-17y:1dtb.1dxc 18h-18l-18p:1e4h 18h-18l:1dtc.1dxd
18h-18p:1dtd.1dte.1dvg.1dvh 18h:1bb.1ec1.1ec2.1ec3.1ec4.2plc.2pm8.2po0.2pow.2pps 18i-17x:1dtf.1dxe 18i-18k-18p:1e5t 18i-18l-17x:1e2m.1e44 18i-18l-18l:1e2n 18i-18l-18p:1e42
18i-18l:1dtg.1dxf 18i-18p:1dth.1dti.1dvi.1dvj 18i:1ec5.1ec6.1ec7.1ec8.2ple.2pma.2pn6.2po2.2poy.2ppu 18j-17w:1dtk.1dxg 18j-17x:1dtl.1dxh 18j-17y:1dtm.1dxi
18j-18k:1dtn.1dvl.1dxj.1dyj 18j-18l-18l:1e4b.1e4j 18j-18l-18p:1e47 18j-18l:1dto.1dvm.1dxk.1dyk 18j-18p:1dtp.1dtq.1dvn.1dvo 18j-1cr:1bh.1gj.1dqr.1dqs.1dqt.1dqu 18j-30:1dtj.1dvk
18j:1bd.1be.1dou.1dov.1dow.1dox.1ec9.1eca.1ecb.1ecc.2pl6.2pm2.2pnu 18k-17m:1ed1.1ed2 18k-17w-17w:1e2r.1e2s 18k-17w-18l:1e4a.1e4c 18k-17w-18p:1e3w 18k-17w:1dtr.1dxl
18k-17x-18l:1e2o.1e45 18k-17x-18p:1e2p.1e2q 18k-17x:1dts.1dxm 18k-17y-18l:1e2t.1e2u 18k-17y:1dtt.1dxn 18k-18l-17x:1e2v.1e2w 18k-18l-18p:1e3x 18k-18l:1dtu.1dvp.1dxo.1dyl
18k-18p:1dtv.1dtw.1dvq.1dvr 18k-1cr:1br 18k-30-191:1ed5.1ed6 18k-30-19w:1ed3.1ed4 18k-30:1ed7.1ed8 18k-33:1dxp 18k-li:1bp 18k:1ecd.1ece.1ecf.1ecg.2pl7.2pm3.2pmz.2por.2ppn
18l-17w-17x:1e30 18l-17w-17y:1e36 18l-17w-18l:1e31 18l-17w-18p:1e4g 18l-17w:1dtx.1dxq 18l-17x-17w:1e2x 18l-17x-18l-17z:1e5w 18l-17x-18l:1e2y 18l-17x-18p:1e2z 18l-17x:1dty.1dxr
18l-17y-17w:1e32 18l-17y-18l:1e33 18l-17y-18p:1e49 18l-17y:1dtz.1dxs 18l-18l-18p:1e41 18l-18l:1du0.1dvt.1dxt 18l-18p:1du1.1du2 18l-1cr:1pj 18l-30:1dvs 18l-nc:1dq
18l:1ech.1eci.1ecj.1eck.2pl8.2pm4.2pnw.2pos.2ppo 18m-179:1go 18m-17w-17x:1e48.1e4d 18m-17w-18l:1e3b.1e3c 18m-17w-18p:1e3d.1e4n 18m-17x-18l:1e39 18m-17x-18p:1e3a.1e43
18m-17x:1du4.1dxv 18m-17y:1du5.1dxw 18m-181:1dvu 18m-182:1dvv 18m-18l-18p:1e3e.1e3f 18m-18l:1du6.1dvw.1dxx.1dym 18m-18m:1dvx 18m-18p:1du7.1du8.1dvy.1dvz 18m-33:1dxy.1dyn 18m-li:1gp
18m:1ecl.1ecm.1ecn.1eco.2pl9.2pm5.2pn1.2pnx.2pot.2ppp 18o-183-18k-18l:1e60 18o-19s:1c8.1dqz.1dr0 18o-19w:17o.19y.1e9x.1e9y 18o-1cr:1cb.1dr2.1dr3 18o-le:1c9.1dr6.1dr7
18o-li:1c6.1dqx.1dqy 18o-lv-19w:19z.1dr1 18o-lv:1c7.1dqv.1dqw 18o:1pt.1ect.1ecu.1f50.2pl1.2pol.2pph 18p-179:1a1.1bv.1dnq.1dnr.1dns.1dnt.1dpc.1dpd.1dpe.1dpf 18p-17w-18p:1e3z
18p-17w:1dud.1dy2 18p-17x-18p:1e3y 18p-17x:1due.1dy3 18p-17y:1duf.1dy4 18p-181:1dw1 18p-182:1dw2 18p-18l-18l:1e3g.1e3h 18p-18l-18p:1e40 18p-18l:1dug.1dw3.1dy5.1dyo 18p-18m:1dw4
18p-18p:1duh.1dui.1dw5.1dw6 18p-190:1pk 18p-19s:1dul.1dw0 18p-19w-17w:1ds0.1dw7 18p-19w-17x:1ds1.1dw8 18p-19w-17y:1dw9 18p-19w-181:1dus 18p-19w-182:1dut
18p-19w-18l:1ds2.1duu.1dwa.1dy7 18p-19w-18m:1duv 18p-19w-18o-19s:1dro.1drp 18p-19w-18o-li:1drm.1drn 18p-19w-18o-lv:1drk.1drl 18p-19w-18o:1dri.1drj
18p-19w-18p:1drt.1dru.1drv.1ds3.1ds4.1duw.1dux 18p-19w-1a3:1drq.1drr.1drs 18p-19w-30:1dre.1drf 18p-19w-33:1drg.1drh.1dwb.1dy8 18p-19w:17q.1a0.1ea1.1ea2.1ea3.1ea4 18p-1cr-17w:1dsh
18p-1cr-181:1dva 18p-1cr-182:1dvb 18p-1cr-18l:1dsi.1dvc.1dwm.1dyd 18p-1cr-18m:1dvd 18p-1cr-18p:1dsj.1dsk.1dve.1dvf 18p-1cr-1cy:1pz 18p-1cr-33:1dye
18p-1cr:17v.18f.1a6.1bx.1ch.1dna.1dnb.1dnc.1dnd.1eah.1eai.1eaj.1eak.2pli.2pme.2po6.2pp2.2ppy 18p-33:1dy6.1dyp 18p-le:18d 18p-li-lj:1q2 18p-li:1ce.1g6
18p:18q.19q.1bu.1cc.1ci.1q5.1dpa.1dpb.1dpq.1dpr.1drc.1drd.1drw.1drx.1dry.1drz.1ecv.1ecw.1ecx.1ecy.1ecz.1ed0.2pl5.2plo.2plp.2pm1.2pmx.2pnh.2pnt.2poc.2pop.2ppl 18s:1r9.1rc.1rl
18t:1rm 19-1a:wla 19-lj:6rc.1dm1 19-lk:93u 19-lv:8bt 19-mb:8bu 191:19b 19:k7.1ck.6c0.6c1.6c2.6c3.6df.6qa.7ti.8u2.1e8o 19e:1de.xjj 19f:1df.2ojt 19g:1dg 19i:1di 19l:1dl.1uv.1jhg
19r:1b5.1q3.1q4.2plq.2plr.2pnj.2poe 19t:1dn4.1dn5 1a-18:wl7 1a-1a-1a:6cm 1a-1a:6cl.wl6 1a2:1dni.1dnj.1dnk.1dnl 1a3:1cg.1dn6.1dn7.1dn8.1dn9.1dr8.1dr9.1dra.1drb
1a7:1dnm.1dnn.1dno.1dnp 1a8:1dne.1dnf.1dng.1dnh 1a:19c.1dc.1dt.1du.6ck.wl4.wsu.1gls.2jxp 1ab:1do6.1do7.1do8.1do9 1ac:1do2.1do3.1do4.1do5 1ae:1doa.1dob.1doc.1dod
1af:1doe.1dof.1dog.1doh 1ai-179:1aj 1ak:1dok.1dol 1al:1doi.1doj 1av-179:1gx 1b-1b-1b:8hn 1b-1b:8hp 1b-lg:8ae 1b5-1cr:1b8.1bc.1dnu.1dnv.1dnw.1dnx 1b6-1cr:1pg
1b:4l1.6dd.6dg.6qd.7e9.7uz.8ag.8ue.9ab.9ir.9n2.9ub.fgf.2k3e 1ba:1dny.1dnz.1do0.1do1 1bg:1gi 1bj-1cr:1bo 1bj:1ps.1doy.1doz.1dp0.1dp1 1bl:1dp6.1dp7.1dp8.1dp9 1bn:1dp2.1dp3.1dp4.1dp5
1c0:1c2.1dpg.1dph 1c5:1dr4.1dr5
1c:27.33.pr.qn.qr.ta.u6.11x.139.15t.18n.19h.1by.1c1.1cl.1dh.1j4.1uu.1ye.21y.25i.274.292.2cm.2de.2g6.2gy.2jq.2ki.2lc.2na.2o2.2ts.2xc.36l.37k.3cv.3ps.5qn.5qp.6k4.8ta.8tb.8yc.9hj.wkz.xtp.1dpi.1dpj.1dpk.1dpl.1dpm.1dpn.1dpo.1dpp.1ecp.1ecq.1ecr.1ecs.1een.1efj.1f2q.1f3f.1fd0.1fe4.1fia.1fje.1fkm.1iog.1jg5.1jgo.1jh3.1jhc.2kge.2kh4.2khu.2kik.2kja.2kk0.2kkq.2km6.2kmw.2knm.2koc.2kp2.2kps.2kqi.2kr8.2kry.2kso.2kte.2ku4.2kuu.2kvk.2kwa.2kx0.2kxq.2kyg.2kza.2l00.2l04.2l0w.2l1m.2l1q.2l2i.2l38.2l3c.2l44.2l4u.2l4y.2l5q.2l6g.2l6k.2l72.2l7c.2l7m.2l7w.2l86.2plw.2pno.2pok.2sc0
1cj:1dps.1dpt 1cr:59w.6hn
1d:21.24.2x.30.3g.8h.ba.cg.h5.h6.kb.oq.pl.qh.sm.uu.xs.y7.14w.15h.15r.17r.19d.1dd.1je.3vp.3xa.42y.4ht.69q.6j4.6j5.6j6.6j7.6k9.6ko.6lc.6lo.6ls.6m4.6qr.703.73x.8sy.8uo.8y7.wkh.wky.wuf.xv9.1ea5.1ea6.1eeh.1efd.1efg.1ejs.1f2i.1f61.1f6o.1fdn.1fl2.1jfn.1jg2.1jgj.20ie.20iw.2k2y.2kg8.2kgb.2kgy.2kh1.2kho.2khr.2kie.2kih.2kj4.2kj7.2kju.2kjx.2kla.2kld.2km0.2km3.2kmq.2kmt.2knj.2ko6.2ko9.2kow.2koz.2kpm.2kpp.2kqc.2kqf.2kr2.2kr5.2krs.2krv.2ksi.2ksl.2kt8.2ktb.2kty.2ku1.2kuo.2kur.2kve.2kvh.2kw4.2kw7.2kwu.2kwx.2kxk.2kxn.2kya.2kyd.2kys.2kz4.2kzu.2l0q.2l1g.2l2c.2l32.2l3y.2l4o.2l5k.2l6a.2l73.2l7d.2l7n.2l7x.2l87.2ojr.2pkw.2pog.2sc1
1dgs:36cu 1djj:313e 1djk:3138 1djl:33dh 1djp:39e1 1djq:3bgw 1djr:3i6r 1dlp:1dmh 1dm2:1dm3.1dmx 1dm4:1dm5 1dm6:1dm7.1dm8 1e-18:2q6b 1e-1a:77t 1e-1e-k4l:a9h 1e-1e-m9l:a5q
1e-1f-k4l:a9i 1e-1f-m9l:a5r 1e-1g-k4l:a9j 1e-1g-m9l:a5s 1e-1h-k4l:a9k 1e-1i-k4l:a9l 1e-1j-k4l:a9m 1e-1k-k4l:a9n 1e-1l-k4l:a9o 1e-27-1a:78b 1e-27-k4l:a9f 1e-27-m9l:a5o 1e-30-k4l:a9g
1e-30-m9l:a5p 1e-k4l:a8x 1e-kco:a0x 1e-m9l:a56 1e-mt:cb 1e7z:1ef2 1e9e-18x:1dum 1e9g-18x:1dun 1e9i-18x:1duo 1e9j-18x:1dyq 1e9k-18x:1dup 1e9l-18x:1dyr 1e9m-18x:1duq 1e9n-18x:1dys
1e9o-19s:1dur 1e:br.rs.43j.wuc.wz3.x22.2l74.2l7e.2l7o.2l7y.2l88.2sc2 1f-18:2q6c 1f-1a:77u 1f-27-k4l:a9p 1f-30-k4l:a9q 1f-k4l:a8y 1f-kco:a0y 1f-m9l:a57 1f-me:wo 1f9e:1fbl 1f9v:1fbn
1f:c7.f0.t3.yo.8uk.x2i.x4b.1jgq.20jf.2k1y.2l75.2l7f.2l7p.2l7z.2l89.2sc3 1fa2:1kxk 1fg:1fm 1fgm:1fhc 1g-18:2q6d 1g-1a:77v 1g-53:46o 1g-k4l:a8z 1g-kco:a0z 1g-m9l:a58 1g4:1gn.1pl
1g:3wu.1jfz.2l76.2l7g.2l7q.2l80.2l8a.2sc4 1gly-1gly:1glz 1h-18:2q6e 1h-1a:77w 1h-k4l:a90 1h-kco:a10 1h-m9l:a59 1h1e:1h4s 1h2d:1h4q 1h:cc.1jgb.2l77.2l7h.2l7r.2l81.2l8b.2sc5
1i-18:2q6f 1i-1a:77x 1i-k4l:a91 1i-kco:a11 1i-m9l:a5a 1i:tt.3xq.8uq.1jh1.2l78.2l7i.2l7s.2l82.2l8c.2sc6 1ik4-1iki-1ij6:1ij7 1ik4-1iki-1ijc:1ijd 1ik4-1iki-1ijn:1ijo
1ik4-1iki-1ijt:1iju 1ik4-1iki-1ijw:1ijx 1ik4-1iki-1ijy:1ijz 1ikr-1ikr:1iks 1ite:1ivs.1ivt 1itf:1ivu 1itg:1ivv 1iuq:1ivw 1iur:1ivx 1iyp-1iyp:1iyq 1j-18:2q6g 1j-1a:77y 1j-k4l:a92
1j-kco:a12 1j-m9l:a5b 1j:1fiq.1jgm.2k2a.2l79.2l7j.2l7t.2l83.2l8d.2sc7 1jvp-1jvp-1jvz:1jvt 1jvp-1jvp-1jw0:1jvu 1jvp-1jvp:1jvs 1jvp-1jvz:1jvq 1jvp-1jw0:1jvr 1jvv-1jvv-1jvz:1jvy
1jvv-1jvv:1jvx 1jvv-1jvz:1jvw 1jw3-1jvz:1jw4 1jw3-1jw0:1jw5 1jw3-1jw3-1jvz:1jw7 1jw3-1jw3-1jw0:1jw8 1jw3-1jw3:1jw6 1k-18:2q6h 1k-1a:77z 1k-k4l:a93 1k-kco:a13 1k-m9l:a5c
1k5d-1k5d:1k5e 1k8a:1k8i 1k:f6.f7.1yi.222.26b.1f6i.2l7a.2l7k.2l7u.2l84.2l8e.2ojv.2sc8 1l-18:2q6i 1l-1a:780 1l-k4l:a94 1l-kco:a14 1l-m9l:a5d
1l:1yl.21z.294.2nh.8ui.x2m.1jfw.1jgs.1jh2.2l7b.2l7l.2l7v.2l85.2l8f.2sc9 1m-1m-1p:8dw 1m-6mq:8ac 1m:k0.l4.13d.14z.1dv.1dw.1s3.22r.4j0.4qr.4qx.6e2.6ra.wl9.x3d.1e7k.1ee2 1n:ou
1o-1o-1o:6vs 1o-1o:6sq 1o-53:405.6vq.8tw 1o:jm.3zs.4he.6d5.7se.2k3a 1p-1p-1p:8dy 1p-1p:8dx 1p-6i8:8dq 1p-le:6s9 1p-li:6sa 1p-lj-mb:6s1 1p-lj:6s0 1p-lm:6s7 1p-ob:6se
1p:3y8.94w.9ls.wlb 1q-1o:8f9 1q-1q-1q:6vt 1q-1q:6sr.8bk 1q-53:401 1q:jn.3zn.6d6.7sf.20jj.2k3b 1r-1r:6dj 1r-x:6dk 1r:g1.ic.1vh.3vy.wyz 1s5-1tq-1ty:1si 1s5-1tq-1tz:1sj
1s5-1tq-1u0:1sk 1s5-1tq:1s6 1s5-1ty:1s4 1s5-1u1:1sh 1sf-1tx:1sd 1sf-1ty:1se 1sf-1tz:1sg 1t-1t:x0y 1t-1x:5i.yc 1t-27:x10 1t-2a:2rd3 1t-2d:x12 1t-2e:x14.x16 1t-2h:x18
1t:2p.gh.pd.q9.sw.ts.3vu.4at.70a.wku.1ee9.1ef5.1f34.20jk.2kg0.2kgq.2khg.2ki6.2kiw.2kjm.2kkc.2kl2.2kls.2kmi.2kn8.2kny.2koo.2kpe.2kq4.2kqu.2krk.2ksa.2kt0.2ktq.2kug.2kv6.2kvw.2kwm.2kxc.2ky2.2kyw.2kzm.2l0i.2l18.2l24.2l2u.2l3q.2l4g.2l5c.2l62
1tc-1u5-1s7:1s8 1tm:1i2z 1tp:24d 1tt:24h 1tu:24i 1ty:217 1u5:219.24t
1u:2q.as.pe.sy.to.3wv.3xw.41e.4a7.4c7.6jw.wk0.x4k.1eea.1f2a.1f35.1f5t.2kg1.2kgr.2khh.2ki7.2kix.2kjn.2kl3.2klt.2kmj.2kn9.2knz.2kop.2kpf.2kq5.2kqv.2krl.2ksb.2kt1.2ktr.2kuh.2kv7.2kvx.2kwn.2kxd.2ky3.2kyx.2l0j.2l25.2l3r.2l5d
1us-1us:1ut 1us:x80 1uw:25k 1ux:25l 1uy:25m 1v-13:av 1v-6hs:2q9a 1v-6i3:6g1 1v-me:5j.x6 1v2:25q 1v4:25s.7n0.1hvf.1i2v
1v:2r.s2.s9.td.u9.3xb.5qc.6iq.6jx.6lp.6m5.8tg.8th.wka.xwv.1eeb.1ef7.1f36.1f5u.1fdh.1fel.1fks.1jhl.1jhu.2kg2.2kgs.2khi.2ki8.2kiy.2kjo.2kke.2kl4.2klu.2kmk.2ko0.2kpg.2kq6.2kqw.2krm.2ksc.2kt2.2kts.2kui.2kv8.2kvy.2kwo.2kxe.2ky4.2rf0
1vn:1z7.2df.2gz.2kj.2o3.37c.1io1 1vp-1xa:1vq 1vv-1xf:1y8.1y9 1w-2i:dt 1w-3e:du 1w-al:ck 1w-am:cl 1w-mt:5s.7k.ax 1w8:1imq
1w:2s.zl.3vk.3xj.41b.4bi.4bu.6kl.6km.6lq.6m6.wk2.wk3.2kg3.2kgt.2khj.2ki9.2kiz.2kjp.2kkf.2kl5.2klv.2kml.2knb.2ko1.2kor.2kph.2kq7.2kqx.2krn.2ksd.2kt3.2ktt.2kuj.2kv9.2kvz.2kwp.2kxf.2ky5
1wa:1ims 1wc:1imu 1we:1imw 1wf:1imx 1wh:1imz 1wj:1ine 1wk:1in2 1wl:1in3 1wm:1in4 1wn:1in5 1wo:1in6 1wq:1in7 1ws:1ind 1wu:1inb 1wv:1inc 1ww:1inf 1wy:1in1 1x-mw:g6 1x3:1inh 1x4:1ini
1x9:1io4
1x:2t.ph.t1.tx.xp.3vw.6jy.6jz.6k0.6kn.6wv.8xl.wkw.xte.1eed.1ef9.1f2e.1jfq.1jfy.2kg4.2kgu.2khk.2kia.2kj0.2kjq.2klw.2kmm.2knc.2ko2.2kos.2kpi.2kq8.2kqy.2kro.2kse.2kt4.2ktu.2kuk.2kva.2kw0.2kwq.2kxg.2ky6.2kz0.2l0m.2l28.2l3u.2l5g
1xa:1ink 1xb:1inl 1xj:1int 1xn:1inw 1xo:1iny 1xp:1io2 1xz:1inx 1y-1t-2g:6kb 1y-me:b5
1y:2u.an.rg.138.4ac.61p.6k1.wkd.x3s.x3t.xth.1f2f.1f39.1fl1.1jfm.1jgi.2k2b.2kg5.2kgv.2khl.2kib.2kj1.2kjr.2kl7.2klx.2kmn.2knd.2ko3.2kot.2kpj.2kq9.2kqz.2krp.2ksf.2kt5.2ktv.2kul.2kvb.2kw1.2kwr.2kxh.2ky7.2l6y
1yf:1ioh 1yg:1ioi 1yk:1iom 1z-13:b7 1z-mt:dg 1z9-20u:1za 1z9-214:1zk 1z9-218:1zo
1z:2v.b1.gx.zw.135.3wg.3xv.5tv.6iy.wk6.1efb.2kg6.2kgw.2khm.2kic.2kj2.2kjs.2kki.2kly.2kmo.2kne.2ko4.2kou.2kpk.2kqa.2kr0.2krq.2ksg.2kt6.2ktw.2kum.2kvc.2kw2.2kws.2kxi.2ky8 20-me:xz.y1
20-mh:wy.8rr 20-mt:86
20:2w.pj.t9.xn.12o.3wb.3wi.48s.6iz.6j0.6j1.6j2.8su.wkn.1eeg.1efc.1f4f.2kg7.2kgx.2khn.2kj3.2kjt.2kl9.2klz.2kmp.2ko5.2kpl.2kqb.2kr1.2krr.2ksh.2kt7.2ktx.2kun.2kvd.2kw3.2kwt.2kxj.2ky9.2kz2.2l0o.2l2a.2l3w.2l5i
22-53:42h 22-mt:g8
22:2y.ov.s3.so.uw.3vv.425.6kp.wk9.x4i.1eei.1efe.2kg9.2kgz.2khp.2kif.2kj5.2kjv.2kkl.2klb.2km1.2kmr.2knh.2ko7.2kox.2kpn.2kqd.2kr3.2krt.2ksj.2kt9.2ktz.2kup.2kvf.2kw5.2kwv.2kxl.2kyb
22a-20v:1zb 22a-20w:1zc 22a-213:1zj 22b-20x:1zd 22b-20y:1ze 22t-24e-24l:235 22t-24e-24n:237 22t-24e-24o:238 22t-24e:22u 22t-24l:231 22t-24n:233 22t-24o:234 23-13:bc 23-mh:wq.8rt
23-mt:wu.6gd.x1c
23:2z.pm.t6.3xi.4id.6ju.8t0.wk7.1eej.1fko.2kga.2kh0.2khq.2kig.2kj6.2kjw.2kkm.2klc.2km2.2kms.2kni.2ko8.2koy.2kpo.2kqe.2kr4.2kru.2ksk.2kta.2ku0.2kuq.2kvg.2kw6.2kww.2kxm.2kyc.2kz5.2l0r.2l2d.2l3z.2l5l
24-22:cn 24-2y:co 24-mw:8x 25-1u:2rfv 25-me:y5 26-22:cq 26-2y:cr 26-33:6ja 26-lm:1evi 26-me:bh
26:32.pp.12w.130.6j9.8t6.wkg.1eem.1fkj.2kgd.2kh3.2kht.2kij.2kj9.2kjz.2kkp.2klf.2km5.2kmv.2knl.2kob.2kpr.2kqh.2kr7.2krx.2ksn.2ktd.2ku3.2kut.2kvj.2kw9.2kwz.2kxp.2kyf.2kz8.2l0u.2l2g.2l42.2l5o
26d-27y:26e 27-13:bk.3vo 27-18:2q69 27-1a:2q68 27-1x:9e 27-27:wwo.x1q 27-m9l:a54
27-mt:bj.pk.qg.r5.s4.vm.yw.3we.3xn.6ty.6u5.6zw.8xd.x1m.2k2i.2kz3.2kzd.2kzt.2l0d.2l0p.2l0z.2l1f.2l1z.2l2b.2l2l.2l31.2l3l.2l3x.2l47.2l4n.2l57.2l5j.2l5t.2l69.2l6t.2rdg 27-mw-ld:e6
27-mw:60.8xt 28-13:41y
28:34.pt.qp.s1.tc.u8.3xe.419.6jd.704.8te.8tf.wk1.1eeo.1efk.1f2t.2kgf.2kh5.2khv.2kil.2kjb.2kk1.2kkr.2klh.2km7.2kmx.2knn.2kod.2kpt.2kqj.2kr9.2krz.2ksp.2ktf.2ku5.2kuv.2kvl.2kwb.2kx1.2kxr.2kyh.2kzc.2l02.2l0g.2l0y.2l1o.2l22.2l2k.2l3a.2l3o.2l46.2l4w.2l5a.2l5s.2l6i.2l6w
29-1x:2rcw 29:35.10b.12b.12e.6je.8yd.2kgg.2kh6.2khw.2kim.2kjc.2kk2.2kks.2kli.2km8.2kmy.2kno.2koe.2kpu.2kqk.2kra.2ks0.2ksq.2ktg.2ku6.2kuw.2kvm.2kwc.2kx2.2kxs.2kyi 29x:2cu 2a-37:6g8
2a0-2bl:2cr 2a0:2b4.2bi 2a1-2b7:2a2 2a1-2mv:2kq 2a1:2co.2kp 2a6-2b9:2d3 2a6:2ct 2a8:2ak.2l8
2a:36.bq.tv.3vl.3wy.493.5ra.6jf.6jg.6jh.8sl.wkj.xtz.xu0.xvl.1fhw.20j9.2k2e.2kgh.2kh7.2khx.2kin.2kjd.2kk3.2klj.2km9.2kmz.2kof.2kpv.2kql.2krb.2ks1.2ksr.2kth.2ku7.2kux.2kvn.2kwd.2kx3.2kxt.2kyj
2ad:2cn 2ai-2bl:2cs 2ai-2bm:2cy 2ai:2cq 2an-2bj:2m2 2ar:2lf 2aw-2bk:2d6 2ax:2bs 2b2-2bk:2d0 2b3:2cw 2b7:2c7 2b8:2lw
2b:37.cd.sl.ut.11r.3x1.3x6.wki.x0x.xwq.1eer.1efn.1f2u.1fds.1few.1jgh.20je.2kgi.2kh8.2khy.2kio.2kje.2kk4.2kku.2klk.2kma.2kn0.2knq.2kog.2kp6.2kpw.2kqm.2krc.2ks2.2kss.2kti.2ku8.2kuy.2kvo.2kwe.2kx4.2kxu.2kyk
2ba:2ly 2bb:2d4 2bj:2m7.2m8 2bq-2a0:2bu 2bq-2b7:2bw 2br-2a0:2bv 2c-1f:x0o 2c-1x-24:6jl 2c-6i3:6ge 2c-lk:6zl 2c-mg:by 2c-mh:x8 2c-mt:9y 2c-mw:fy
2c:38.pw.te.3vm.6uc.7vd.8ti.wk4.1ees.1f2v.1f3l.1f6d.1jgc.20i2.2kgj.2kh9.2khz.2kip.2kjf.2kk5.2kkv.2kll.2kmb.2kn1.2knr.2koh.2kp7.2kpx.2kqn.2krd.2ks3.2kst.2ktj.2ku9.2kuz.2kvp.2kwf.2kx5.2kxv.2kyl.2kzf.2l11.2l2n.2l49.2l5v.2rfs
2cz:2d1 2d-13:413 2d-53:40o 2d-mt:g4.3ws
2d:39.i3.qt.11p.131.3k0.40c.5r0.6qy.6v7.wl0.x3z.xu6.xua.1fim.1fjq.1jg8.1jh4.20jm.2kgk.2kha.2ki0.2kiq.2kjg.2kk6.2kkw.2klm.2kmc.2kn2.2kns.2koi.2kp8.2kpy.2kqo.2kre.2ks4.2ksu.2ktk.2kua.2kv0.2kvq.2kwg.2kx6.2kxw.2kym.2l06.2l1s.2l3e.2l50.2l6m
2dh:2h1 2di:2h2 2dj:2h3 2dn-2f2:2g0 2do-2f2:2g1 2du-2fg:2dw.2hg 2du-2fp:2dv.2hf 2du:2he 2e-1u:2rfw 2e-30-30-30:6lj 2e-30-30:6li 2e-30:6lh 2e-53:3zv 2e-5wk:2rd4 2e-mt:1evr 2e4:2ho
2e6:2hq 2e9-mb:2ea
2e:3a.ql.vo.vp.15k.19j.1dj.3x5.3zj.5r4.6lg.6lw.6qw.6v5.8xk.wkm.wyn.xwp.1efq.1fkt.1j46.1jfk.1jgg.20i0.2k25.2kgl.2khb.2ki1.2kir.2kjh.2kk7.2kkx.2kln.2kmd.2kn3.2knt.2koj.2kp9.2kpz.2kqp.2krf.2ks5.2ksv.2ktl.2kub.2kv1.2kvr.2kwh.2kx7.2kxx.2kyn.2kzy.2l1k.2l36.2l4s.2l6e
2eb:2hv 2ef-14s:2ed 2ek-mb:2el 2en:2i7 2eo-14s:2e8 2ep:2i9 2eq:2ia 2et-2f2:2ex 2et-2f5:2em 2et-mb:2ev 2f-mt:6g9 2f5-2f2:2f6 2f7-2f2:2f8
2f:3b.hb.v5.10c.10d.129.3w3.3x0.5r5.wkq.xvn.1j4a.1j4e.1j4f.1jhi.1jhr.2kgm.2khc.2ki2.2kis.2kji.2kk8.2kky.2klo.2kme.2kn4.2knu.2kok.2kpa.2kq0.2kqq.2krg.2ks6.2ksw.2ktm.2kuc.2kv2.2kvs.2kwi.2kx8.2kxy.2kyo
2g-30-30:6ln 2g-30:6lm 2g-mh:xe 2g-mt:1evq 2g7:2jr 2g8:2js
2g:3c.5z.pz.th.ud.475.48t.4fh.4fi.4hj.6ll.6m1.7eb.84r.84s.8bz.8to.8yl.wkr.x4j.1eew.1efs.1f2o.1f3o.1f6f.1f6q.1fl3.1jho.2kgn.2khd.2ki3.2kit.2kjj.2kk9.2kkz.2klp.2kmf.2kn5.2knv.2kol.2kpb.2kq1.2kqr.2krh.2ks7.2ksx.2ktn.2kud.2kv3.2kvt.2kwj.2kx9.2kxz.2kyp.2kzi.2l14.2l2q.2l4c.2l5y
2gf:2jz 2h-mt:4l.ge.xc 2h8-2im:2jl
2h:3d.gz.i7.px.qb.r6.tf.ub.xa.xb.3c7.3vt.3wd.5u4.64f.6kd.8tk.wks.xui.1eex.1eft.1f3m.1jfo.1jh8.20jn.2kgo.2khe.2ki4.2kiu.2kjk.2kka.2kl0.2klq.2kmg.2kn6.2knw.2kom.2kpc.2kq2.2kqs.2kri.2ks8.2ksy.2kto.2kue.2kv4.2kvu.2kwk.2kxa.2ky0.2kyq.2kzg.2kzo.2l12.2l1a.2l2o.2l2w.2l4a.2l4i.2l5w.2l64
2i-me:f8 2i-mt:c5
2i:3e.pi.3wj.5r6.6jo.6js.wkc.xw3.1eey.1f5h.1jft.1jgk.1jhh.2kgp.2khf.2ki5.2kiv.2kjl.2kkb.2kl1.2klr.2kmh.2kn7.2kon.2kq3.2kqt.2krj.2ks9.2ksz.2ktp.2kuf.2kv5.2kvv.2kwl.2kxb.2ky1.2kyr.2kz1.2l0n.2l29.2l3v.2l5h
2jx4-2jxh-2jxq:7l6 2jx4-2jxh:7l5 2k-2k:762.8vt 2k-40l:7uw 2k:6qe.7v1.8ad.8ah.9aa.9uc.fg6.1e94.1ef0.2k27.2k3f 2kn-2mv:2ko 2ku-2me:2kw 2ky-2m6:2kz 2ky-2mv:2l0 2la:2n5 2li-2ml-2ls:2nf
2lk-2m9:2ks.2l5.2nt 2lk-2ml-2lk:2ng 2lk-2ml-2lq:2my 2lk-2ml:2nj.2nv 2ls-2ml:2ne.2nw 2ls:2lt 2lx-2ml-2ls:2ni 2m1-2ml-2lq:2nq 2m9:2ma.2mb 2m:jo.jq 2me-2me:2mg 2n:1kq.1e8d.1e8e.1e8f
2oy:2qy 2p-1b-2r:6io 2p-1b-37:6ip 2p-2p:x0z 2p-2t:6e.yd 2p-33:x11 2p-39:x13 2p-3a:x15.x17 2p-3d:x19 2p-mq:706 2pb:2qz 2q-13:420 2q-30:tn 2q-53:41r 2q-lg:aq.ar.sx 2q-lj-53:41t
2q-lj:41f 2q-lw:gj 2q-mt:ao.v6.v7.wc.wd 2qw-2q7:2qx 2qw-2qb:2r3 2r-1b-33:6it 2r-1b-39:6iu 2r-me:6f.x7 2r-mw:4i.fw 2rm:2rn 2ro:2s4.2s5 2rq:2sh 2rs:2vc 2ru:2rv 2ry:2rz 2s-13:41z
2s-3e:dv.ir 2s-53:41n 2s-am:cm 2s-f1:is 2s-i9:it 2s-lg:b0 2s-lw:gn 2s-mg:gm 2s-mt-mp:6gb 2s-mt:7l 2s1:2s7 2sa:2vu 2sb:2vv 2sd:2vx 2se:2vy 2sf:2vz 2sg:2sm 2si:2vh 2sv:4pg 2sy:2th
2t-mg:xr 2t-mw:g7 2t0:4on 2t1:4oo 2t2:4op 2t3:4oq 2t4:2wo 2t5:2wp 2tc-2tc:2td 2tcy:464j 2tk:2x4.4p7 2tl:2x5 2tm:2x6 2tn:2x7 2tr:4pl 2u-2u-2x:1dkz 2u-2u-30:1dl0 2u-2u:1dkw
2u-2x:1dkx 2u-30:1dky 2u-97:ix 2u-me:b6 2u-ms:5ta 2u2:4ph 2u3:4pm 2u58:464y 2u5h:46cb 2u6j:4652 2ud6:464t 2upw:46hl 2uvy:46hp 2v-lw:gw 2v-mt:dh 2v58:465w 2vdv:4660 2w-lw:h2.3xu.wwl
2w-mt:87.uz.6j3 2wb-2vt:2xo 2wb-2w1:2xp 2x-2x-2x:6lu 2x-2x:6lt 2x-2y:8j 2x-3a:6lv 2x-3c:6m0 2x-mq:708 2x-mt:h4.5tn.5to 2x9g:466x 2xm0:4674 2xnu:4675 2y-mt:g9 2y88:467g 2yhk:467l
2yvf:46bc 2yz:2z0 2z-lw:bd 2z1-2z1:2z2 2z1g:467v 2z1i:467x 2ze-2ze:2zf 2ze-2zh:2zj 2zh-2ze:34e 2zh-2zh:2zi 2zr7:4689 2zrz:46d5 30-13:169 30-18:2q6a 30-18j-17s-181:1e5v
30-18k-18k-18x-19s-33:1e5u 30-191:17p.19v.1e9z.1ea0 30-19w:17n.19u.19x.1e9v.1e9w 30-1a:77s 30-1e-1a:783 30-1e-k4l:a97 30-1e-kco:a17 30-1e-m9l:a5g 30-1f-1a:784 30-1f-k4l:a98
30-1f-m9l:a5h 30-1g-1a:785 30-1g-k4l:a99 30-1g-m9l:a5i 30-1h-1a:786 30-1h-k4l:a9a 30-1h-m9l:a5j 30-1i-1a:787 30-1i-k4l:a9b 30-1i-m9l:a5k 30-1j-1a:788 30-1j-k4l:a9c 30-1j-m9l:a5l
30-1k-1a:789 30-1k-k4l:a9d 30-1k-m9l:a5m 30-1l-1a:78a 30-1l-k4l:a9e 30-1l-m9l:a5n 30-22:8i 30-27-1a:781 30-27-k4l:a95 30-27-kco:a15 30-27-m9l:a5e 30-27:tq 30-2e:6lf 30-2g:6lk
30-2y:cp 30-30-1a:782 30-30-30:6le 30-30-k4l:a96 30-30-kco:a16 30-30-m9l:a5f 30-30:ch.168.6c6.6ld.6qt 30-37:iy 30-38:6gm 30-3e:iz 30-53:8v.8w.43b 30-f1:ha 30-k4l:a8w 30-kco:a0w
30-ln:1e0s.1e0t 30-m9l:a55 30-mg:h9 30-ms:h7 30-mt-30-mt-2b-mt:1evs 30-mt-30-mt:1evt 30-mt:bb.be 30-mw:8y 3035:468h.468i 30t0:4690 31c-31w-32a-2z8:2yr 31c-31w-32a-327:2yq 31e:31m
31k-324-326:2yo 31n0:469k 31td:469q 32-2y:cs 32-mg:hf 32-mh:bi.qf.2kzs.2l1e.2l30.2l4m.2l68 32-ms:5tc 32mi:46a2 33-13:bl 33-17w:1du9.1dxz 33-18l-17w:1e37 33-18l-18l:1e38
33-18l:1dua.1dy0 33-18p:1dub.1duc 33-19s:1dy1 33-2ls-33:2n3 33-2t:9f 33-33:6qm.wwp.x1r 33-370:368 33-5qf:hi 33-le:1dr 33-m3:xv8 33-mt:hh.vn.yx.x1n.xvy.xx7 33-mw:6w.xtq 335k:468n
33a7:46f4 33bn:46fd 33bw:46fe 33cz:46al 33hp:46ar 33m-31t-328:31z 33n-31t-328:321 33xf:46b0 34-53:41j 34-lw:bp 34-mt:5tp 34br:46b4 34l:ggg 34m:ggd 34p9:46bb 34sa:46bd 35-lw:io
354s:46bf 357i:46bq 35jl:46bx 35ni:46c0 35ou:46c1 35u-370:35s 35u-37i:39d 35v-37i:38w 36-13:wh 36-32-me:hd 36-32-ms:5tb 36-32-mw:6g5
36-32:25.31.po.sa.t8.3w7.4c0.4ie.6k3.6lr.6m7.8t4.wkf.1eel.1f3k.1f69.1j40.1jhf.2kgc.2kh2.2khs.2kii.2kj8.2kjy.2kle.2km4.2kmu.2knk.2koa.2kp0.2kpq.2kqg.2kr6.2krw.2ksm.2ktc.2ku2.2kus.2kvi.2kw8.2kwy.2kxo.2kye.2kz7.2l0t.2l2f.2l41.2l5n
36-mg:hp 36-mh:ho 36-ms:5te 36-mt:gd.wj 368z:46cd 36d-370-37i:38v 36d-370:36n 36d-37i:38m 36i3:46cf 36m-37g-375-370-37e:36y 36m-37g:36x 36yw:46cj 37-37-37:2rfg 37-38:1dl2 37-mg:hu
37-ms:5tg 3779:46cm 37dg:46cn 37l:38l 37u-37u:37v 38-2u:x2v 38-37:iu 38-f1:x0p 38-gl:iw 38-hv:iv 38-lw:bx 38-ms:5th 38-mt:9z 386u:46d1 389e:46d3 38v5:46d7 38vs:46d8 38zo:46d9
39-2t:5t7 39-33:xur 39-mt:5tq.xwc 394i:46de 394j:46dd 395l:46df 396b:46dg 399-37i:39a 39f-lm:3a6 39r1:46dp 3a-2x-2x-2x:6lz 3a-2x-2x:6ly 3a-2x:6lx 3a5i:46du 3a8:x3a 3a8q:46dw
3a9x:46dx 3at8:46e4 3b-lj:1io5 3b-me:x29 3b-w6-w7:vx 3b1j:46e5.46e6 3b8r:46e9 3beo:46ed 3c-2x-2x:6m3 3c-2x:6m2 3c-lj:8c0 3c06:46ej 3cgq:468o 3ciw:46eq 3cjr:46er 3cnt:46et 3cqm:46ev
3cw-3cw:3cx.3hl.9pu 3cw-3cy:3ju 3cw-3cz:3fe 3cw-3d1:3ib 3cw-3d3:3jv 3cw-3d5-3cw:3ic 3cw-3d5:3hm.9pv 3cw-3da:3jw 3cw-3db:3jx 3cw-3de:3jy 3cw:3hk.9pt 3cy-3cw:3df.3id
3cy-3cy:3dg.3jz.9r9 3cy-3cz:3dh.3ie.9ra 3cy-3d1:16mj 3cy-3d3:3di 3cy-3d5:3ff.3if.9rb 3cy-3d8:3fg.3ho.9px 3cy-3da:16mk 3cy-3dc:3ih 3cy-3de:3fh.3hp.9py 3cy-3eo:3ig.9rc 3cy:3hn.9pw
3cz-3cw:3dj.3ii 3cz-3cz-3d3:16mm 3cz-3cz:3d0.9q0.16ml 3cz-3d1:3fi.3ij 3cz-3d2:xgg 3cz-3d3:xgh.16mn 3cz-3d5-3cw:16mp 3cz-3d5:xgi.16mo 3cz-3d8:xgj.16mq 3cz-3da:16mr 3cz-3dc:16ms
3cz:3hq.9pz 3d-lw:c4 3d-mt:gf.xd 3d1-3cw-3cw:xgl.16mt 3d1-3cw-3d5:3ik.9rd 3d1-3cw-3de:16mu 3d1-3cw:3hs.9q2.xgk 3d1-3cy:3dk.3il 3d1-3cz-3cz:xgn 3d1-3cz-3de:3in 3d1-3cz:3im.9re.xgm
3d1-3d1-3db:16mv 3d1-3d1:3dl.3io 3d1-3d2-3cw:3ip 3d1-3d2-3d5:3iq 3d1-3d2-3de:16mw 3d1-3d2:3ht.9q3.xgo 3d1-3d3-3cz:16mx 3d1-3d3-3d3:xgq 3d1-3d3-3d5:3ir.9rf 3d1-3d3-3d7:3it.xgr
3d1-3d3-3dd:16my 3d1-3d3-3de:3is 3d1-3d3:3hu.9q4.xgp 3d1-3d5-3d5:3iu 3d1-3d5:3hv.9q5.xgs 3d1-3d7:3dn.16n1 3d1-3d8:xgt 3d1-3db:3iw.xgu 3d1-3dc:3hw.9q6 3d1-3dd:3hx.9q7
3d1-3de:3dm.3ej.3hy.9q8.16nm 3d1-3eo:3iv.9rg 3d1-3f0:16mz 3d1-3fd-3de:16n0 3d1-3fd:3ix.9rh 3d1:3hr.9q1 3d2-3cw:3iy.xgv 3d2-3cy-3cy:16n3 3d2-3cy:16n2 3d2-3cz:xgw 3d2-3d1:3iz
3d2-3d2:16n4 3d2-3d3-3d5:16n5 3d2-3d3:3do.3j0.9ri 3d2-3d5-3d5:3j2 3d2-3d5:3j1.9rj.xgx 3d2-3d7:3dp.3j6.9rl 3d2-3d8:16n6 3d2-3da:3j4 3d2-3de:3j5 3d2-3eo:3j3.9rk 3d22:46ez 3d2:3hz.9q9
3d3-3cw:3dq.9rm 3d3-3cy:3dr 3d3-3cz:3ds.9rn.16n7 3d3-3d1-3dd:16n8 3d3-3d1:3j7 3d3-3d2:16n9 3d3-3d3-3d7:3e4.9rt 3d3-3d3:3d4.9qb.16na 3d3-3d5-3cw:3du.9ro 3d3-3d5-3cz:3dv.9rp.16nb
3d3-3d5-3d3:3dw 3d3-3d5-3d5:3dx 3d3-3d5-3d8:3dy 3d3-3d5-3dc:xgy 3d3-3d5:3dt.3i1.9qc 3d3-3d7:3e3.3ja.9rs 3d3-3d8:3dz.9rq.16nc 3d3-3da:3e0.16nd 3d3-3db:xgz 3d3-3dc:3e1.9rr
3d3-3dd:3e2.3j8 3d3-3de:3j9.xh0 3d3:3i0.9qa 3d43:46f0 3d5-3cw:3e5.3jb.9ru 3d5-3cy:3e6.9rv 3d5-3cz:3e7.3jc.9rw 3d5-3d1:3e8.3jd 3d5-3d2:3e9.16ne 3d5-3d3-3cw:3eb 3d5-3d3-3d7:16nf
3d5-3d3:3ea.3je.9rx 3d5-3d5-3cw:16ng 3d5-3d5-3cz:16nh 3d5-3d5-3d3:xh1 3d5-3d5-3d5:3ec 3d5-3d5:3d6.3i3.9qe 3d5-3d7:3ed 3d5-3d8:3ee.9ry.16nj 3d5-3da:3ef.16nk 3d5-3db:3eg
3d5-3dc:3eh.16nl 3d5-3dd:3ei 3d5-3eo:16ni 3d5:3i2.9qd 3d7-3cw-3cw:3jh 3d7-3cw:3ep.3jg 3d7-3cz:3eq 3d7-3d1:xh2 3d7-3d2:3er 3d7-3d3:3es 3d7-3d5:3et.3jl.9s2 3d7-3d7:3ev.3ji.9s0
3d7-3d8:3ew 3d7-3da:3ex 3d7-3db:3jj 3d7-3dc:3ey 3d7-3dd:3ez 3d7-3de:xh3 3d7-3eo:3eu.3jm.9s3 3d7:3i4.9qf 3d7s:46f2 3d8-3d3-3d3:16ns 3d8-3d3:16nr 3d8-3d7:3f1 3d8-3d8-3de:xh4
3d8-3d8:3d9.9qh.16nt 3d8:3i5.9qg 3da-3db:3f6 3da-3de:3f7 3da:3i6.9qi 3db:3i7.9qj 3dc-3dc:xh5 3dc:3i8.9qk 3dd-3d3:3fa.3jn 3dd-3d5:16nu 3dd-3d7:3fb.3jo.9s4 3dd-3dc:16nv 3dd-3de:xh6
3dd:3i9.9ql 3de-3cy:3jp 3de-3d1:3jq 3de-3d2:3jr 3de-3d3:3js 3de-3d5:xh7 3de-3de:3fc.9s5 3de:3ia.9qm 3dlz:46fb 3dmd:46fc 3e-me:f9 3e-mg:i8 3e-ms:5ti 3e-mt:c6 3ebg:46fr 3eie:46g4
3ek-3ek:3el 3em-3em:3en 3emt:46g6 3eo-3d3-3d7:16no 3eo-3d3:16nn 3eo:3jf.9rz 3eqz:46g5 3f0-3d2:16np 3f0-3de:16nq 3f0:3jk.9s1 3f2-3f2:3f3 3f3g:46gd 3f4-3f4:3f5 3f75:46gg 3f:7sk.2jv8
3fd-3fd:xh8 3fd:3jt.9s6 3ff6:46gh 3fl-3ft:3g6 3fl-3fy:3g7 3fl-9oc:3hf 3fl-ffs:3fm.9qo 3fl:9qn 3fn-3ft:3g8 3fn-3fx:3g9 3fn-3fy:3hg 3fn-ffs:3fo.9qq 3fn:9qp 3fp-3ft:3ga 3fp-3fy:3gb
3fp-9oc:3gc 3fp-ffs:3fq.9qs 3fp:9qr 3fr-3fn:3hh 3fr-3ft:3gd 3fr-3fy:3ge 3fr-ffs:3fs.9qu 3fr:9qt 3ft-3fl-ffs:3fv.9qx 3ft-3fl:3fu.9qw 3ft-3fn-ffs:3hj 3ft-3fn:3hi 3ft-3fp-ffs:3gg
3ft-3fp:3gf 3ft-3fr-ffs:3gh 3ft-3fr:16ls 3ft-3ft-ffs:16lt 3ft-3ft:3gi 3ft-3fy:3gj 3ft-ffs:3fw.9qy 3ft:9qv 3fx-3fl-ffs:16lv 3fx-3fl:16lu 3fx-3fn-ffs:3gl.9s8 3fx-3fn:3gk.3gm.9s7
3fx-3fp:16lw 3fx-3ft:3gn 3fx-ffs:3go.9s9 3fx:9qz 3fy-3fl-ffs:3gq 3fy-3fl:3gp 3fy-3fp-9oc:3gr 3fy-3fp-ffs:3g0.9r2 3fy-3fp:3fz.9r1 3fy-3fr-ffs:3gs 3fy-3fr:16lx 3fy-3fy:3gt
3fy-ffs-ffs:16ly 3fy-ffs:3g1.9r3 3fy:9r0 3g0a:46gb 3g2-3fl-ffs:16lz 3g2-3fl:3gu 3g2-3fp-ffs:3gw 3g2-3fp:3gv 3g2-3fr-ffs:3gy.9sb 3g2-3fr:3gx.9sa 3g2-3ft:16m0 3g2-3fy:3gz
3g2-ffs:3h0.9sc 3g2:9r4 3g3:6c4.6c5.7b4.7b5.9a8.9oc.9r5.9u8.feo.x6f.1edp 3g5:718.71b.71e.71h.71m.71q.9a9.9r7.9u9.ffs 3giv:46h1 3gz2:46h7 3h46:46h8 3h:7sl 3ha-3fl:16md
3ha-3fp-ffs:16me 3ha-3fp:3hb 3ha-3fy:3hc 3ha-3ha:3he 3ha-ffs:3hd.9se 3ha:9sd 3hrc:46hf 3i-lj:8dm.93y 3i-lk:6zs 3i-mb:93z 3i9b:46hk 3i:kc.69s.6dv.6rg 3jki:46hs 3jl9:46ht 3ju6:46hx
3ksa:46i5 3l2v:46i9 3ltx:46ie 3ly7:4658 3lzu:46if 3mdm:46ij 3mhi:46il 3mpi:46ip 3nsg:46ix 3owe:46j4 3oxx:46j6 3p5a:46j7 3p8x:46j8 3pg2:468f 3pxc:46jh 3xr:6ba 3y9-3z4:3zf 3y9-53:3yl
3yc-53:3yp 3yd-3z4:3zh 3yd-53:3yr 3ye-53:3yt 3yi-3z4:3zi 3yi-53:3yw 3yj-53:3yy 3z2-4wv:4wt 3z5:441 3zd:474 3zm-53:3zz 3zo-53:403 3zp:6zt 3zt-53:407 40f-53:40s 40g-13:415 40g-1b:7ux
40g-40l:8gn 40g-53:40u 40g:6tf.947 40h-53:40w 40l-13:416 40l-53:40y 40l:6te.946 40m-53:410 417-13:41x 417-53:41h 41a-53:41l 41c-53:41p 421-53:42b 421:4cj 423-53:42d 424-53:42f
426-53:42j 428-53:42l 428:4ci 429-53:42n 42r-53:431 42u-53:435 42v-53:437 42w-53:439 42z-53:43d 43k-53:43u 43m-53:4w7 43n-53:4w9 43o-53:4wb 43p-53:4wd 43r-53:43w 43s-53:43y
443-53:44d 443:4ck 445-53:44f 446-53:44h 447-53:44j 448-53:44l 44a-53:44n 44a:4cn 44b-53:44p 44t-53:453 44v-53:455 44w-53:457 44x-53:459 44y-53:45b 450-53:45d 451-53:45f 45n-1o:45o
45n-2q:45q 45n-40l:45p 45n-428:45r 45s-53:460 45t-53:462 45u-53:464 45v-53:466 45w-53:468 45x-53:46a 45y-53:46c 46g-53:46q 46h-53:46s 46i-53:46u 46j-53:46w 46l-53:46y 46m-53:470
477-53:4ww 477:4de 47a:4df 47e:4dg 47g-53:47j 47k-28:48v 47k-2q-lj:490 47k-2q:48z 47k-2s:48x 47k-417:4fj 47k-418:48u 47k-41a:48w 47k-41c:48y 47k-41v:491 47u-53:47w 47y-53:4wz
486-53:4x0 487-53:489 48b-53:4x1 492-53:4x4 49h-22:49d 49h-421:4fk 49h-422:49a 49h-423:49b 49h-424:49c 49h-426:49e 49h-428:49f 49h-429:49g 49i-22:4fn 49i-423:4fl 49i-424:4fm
49i-426:4fo 49i-428:4fp 49i-429:4fq 49j-53:4x6 49z-53:4fr 4a0-53:4fs 4a1-53:4ft 4a2-53:4fu 4a3-53:4fv 4a4-53:4fw 4a5-53:4fx 4ad:6k2.wke 4af:x6j.2k34 4as:6ps.8rz.wkv.2k2f 4b6:8ff
4b9:8fe 4bl:wl3 4c4-53:4xc 4d7-53:4xe 4ee:5vf 4f4:wkt 4hl:wxc 4ho:4ip 4hp:4hu.70f 4i3:2k3j 4i7:6mp 4i8-4ii:86b 4i8-6o2:86m 4i8:6nz 4ii:6ny.8bl 4ik-mq:6ze
4ik:6v8.7gn.7gq.7ky.1f2s.1jg7.2rf8 4im:6vc.8bh 4iu:1fio 4iw:6mt 4j3:8yr 4j:6g4 4o2:4o3 4p:794 4s5:4t1 4t8:4uu 4u:79j 4v:jt.6da.7f8.1e89.1e8a.1e8b.1e8c.1ejn 4w-1v:6ir 4w-1y:6ix
4w-lk:6zo 4w-mq:6zg 4w:ka.6qg.7gr.7hi.94g 4wk:5ve 4wm:5ry 4wv-3z2:4ws 51:qk.2kzx.2l1j.2l35.2l4r.2l6d 526:53k 52:94v 52p:53l 53-11k:40p 53-1g:46n 53-1o:404 53-1q:3zr.400.6vr
53-22:42g 53-24:43a 53-28:41i 53-2d:40n 53-2e:3zu 53-2q-lj:41s 53-2q:41q 53-2s:41m 53-3y9:3yk 53-3yc:3yo 53-3yd:3yq 53-3ye:3ys 53-3yi:3yv 53-3yj:3yx 53-3zm:3zy 53-3zo:402
53-3zt:406 53-40f:40r 53-40g:40k.40t 53-40h:40v 53-40l:40x 53-40m:40z 53-417:41g 53-41a:41k 53-41c:41o 53-421:42a 53-423:42c 53-424:42e 53-426:42i 53-428:42k 53-429:42m 53-42r:430
53-42u:434 53-42v:436 53-42w:438 53-42z:43c 53-43k:43t 53-43m:4w6 53-43n:4w8 53-43o:4wa 53-43p:4wc 53-43r:43v 53-43s:43x 53-443:44c 53-445:44e 53-446:44g 53-447:44i 53-448:44k
53-44a:44m 53-44b:44o 53-44t:452 53-44v:454 53-44w:456 53-44x:458 53-44y:45a 53-450:45c 53-451:45e 53-45s:45z 53-45t:461 53-45u:463 53-45v:465 53-45w:467 53-45x:469 53-45y:46b
53-46g:46p 53-46h:46r 53-46i:46t 53-46j:46v 53-46l:46x 53-46m:46z 53-477:4we 53-47a:4wf 53-47b:4wg 53-47c:4wh 53-47d:4wi 53-47f:4wj 53-47g:47i 53-47u:47v 53-487:488 53-4vl:4vn
53-4vo:4vq 53-4vs:4vt 53-4w0:4w2 53-53-53:6wf.8y0 53-g5:3zw 53-pf:432 53-pg:3ym 53:p3.3zb.4iz.6ci.6cn.6qh.6v9.94h.9ob.x3j.1eg5.1erl 56-1b-6f4-6f4-6f4:16y.6cx 56-1b-6f4-6f4:16x.6cw
56-1b-6f4:11.19m.6du 56:5si.6eo 56t:58g.58w 59k-59k:59l 59m-59k:59n 5cd:5ea 5ch:5eb 5d4:5eg 5e8:5ek 5em-5em:5en 5h:fa 5kr-5kr:5ks 5mm-5mm:5mn 5q8:xve 5qd:xv4 5qf:xvg 5qi:xvf
5qw:5rd.xwy 5qz-mh:x9 5ro:5tk 5sb:5un 5sd:5uq 5wf:92g 5wu:92k 5y:9c 5z7:xu9 61m:61v 66:s7.1fic 67:qa.r4.3xs.x4l.2kzn.2l19.2l2v.2l4h.2l63 67x:6b8 6d:fb 6e5:6we.8yf.1e6x
6e6:87t.8xu.94t 6ex:x2o 6f5-6f4:73c 6go:9hu.9iu 6i1:wvj 6jb:79h 6kh:wko 6ki:wl2.1fdd.20iu.2k2d.2k2z 6kj:20hs 6kk:2k2j 6n2:8oc 6n3:8od 6n4:8oe 6n5:8of 6nm:6np 6nu:2q6m 6o3-4ii:86n
6o3-6o2:86d 6pu-mt:6o.2ojx 6pu:2l0b.2l1x.2l3j.2l55.2l6r.2ojw 6px:6ww 6pz-lk:6zm 6pz-ms:6zv 6pz:1jfs.2kzl.2l17.2l2t.2l4f.2l61 6q6:7ew.7fk 6q8:8cf 6qo:2ojs 6qv:6v4 6r2-6r2-6r2:6r4
6r2-6r2:6r3 6r8:94b 6r9:94a 6rb:94c 6rs:1i3i 6rz:7ke.2rfi 6sh:6sj 6tp:8ar 6tq:8as 6tr:2k3c 6ts:2k3d 6tv:8at 6tw:8au 6tx:8ap.wwq.1f3c.2re0 6tz:8aq 6u3:6zj 6u8:2rg1 6u9:2rf9
6u:17t.1c3.6zp.1eab.1eac 6ud:7uq.wk5.x4h.2k2k 6uq:7gh 6ur:7g7 6v:7tj 6va-lk:6zn 6x3:1e7o 6xe:7hc 6xl:8cd 6xw:6xx 6y1:7sc.7vs.9hk.9jj.9uj.2zfs 6y2:7sd.7vt.9hl 6yj:893 6ym:7gu.88u
6yp:890.9j0 6yq:891 6yx:88g 6yz:72b 6z2:72a 6z9:729 6zx:72e 70o:7js 72:cf.s8 730:1e7p 731:1e7q 732:1e7r 733:1e7s 734:1e7t 735:1e7u 739:7g1 73v:73w 73y:7jy.2ql4 76:ct 76o:7sw
76p:7sx 76q:7sy 76r:7sz 76s:7t0 76t:7t1 76u:7t2 76v:7t3 76w:7t4 76x:7t5 77:cu 79a:7a3 7ai:2q6l 7b6:7b7.1e7l.1efw 7bg:7bj 7bw:7c3 7f0:7f4 7fa:7fb 7fc:7fh 7fl:7io 7fu:1ejx
7g6:7g8.7ga 7gd:1f3w.2k2c.2rd0 7j9:1ggu.1omx 7jb:8vd 7jd:2rd6 7jk:8ty 7jx:2qky.2ql5 7o:7u 7p:7v 7vq:9i2 7vr:9i3 7y:di 7z:dj 83:dx 87u:89l 89i:1f40 89r:2rei 8bj:8ce 8c:cv 8d:cw
8o-mh:wr 8o-mt:wv 8o:qi.s0.u2.5qj.8t1.xx2.2kzv.2l0e.2l1h.2l20.2l33.2l3m.2l4p.2l58.2l6b.2l6u 8qn:xhu 8s0:1fdr 8s6:xvk 8vc:1ew0 8xs:1f3s 92:he 96q:9ue.fh7 96r:9un.fh6 96t:9lw.fjv
96x:g76 96z:aim 972:g1s.1de4 973:i77 974:9be.i76.467p 976:ik3 977:9bn.inu 978:itt 97a:ix0 97b:b96 97c:jf0 97d:jzp 97f:k4h 97i:l8a 97j:lal 97k:lch 97l:ldh 97m:ldm 97n:m7g
97o:mjv.1dft 97q:ffw 97s:mnh 97v:982.p5e 97x:ny3 97z:oop 981:p5f 989:paa 98a:pds 98e:98f.98g.prt.1dgd.1dge 98h:qj2 98i:qxw 98j:r5s 98k:r5r 98l:r7l 98o:rkw 98p:rvh 98r:sbq
98s:98t.sdy.1dgm 98v:992.tnh 98w:tc5 98x:9ev.tiv 98y:tiw 98z:tj3 990:tm0 994:tw2 995:u06 996:u45 997:u6m 998:u72 999:9fb.u73 99b:u74 99c:uar 99e:ui4 99g:9fl.unw 99h:uws 99k:vc6
99l:vd0 99n:k21 99o:vgw 99p:l7z 99q:vi7 99r:o9o 99s:vix 99u:fi8 99v:vj3 9a:cx 9ac:9uo.fh5 9ad:9ui.fid 9ae:9mz.fik 9af:fj4 9ag:fju 9ah:g1r 9ai:g2t 9aj:9n3.g2z 9ak:g3m 9al:g46
9am:g4r 9an:g68 9ao:g6t.4659 9ap:g74 9aq:9m3.gbf.1dai 9ar:ge1 9as:get 9at:gey 9au:gfs 9av:9iw.gg1 9aw:9mw.ggs 9ax:gh5 9ay:ghu 9az:gja 9b0:gjs 9b1:9b2.9nx.gkj.h5j 9b3:9b4.h7j.hkb
9b5:hky 9b6:hl6 9b7:9mn.hlh 9b8:hlz 9b9:ho3.1da9 9b:cy 9ba:i1c 9bb:i2o 9bc:i60 9bd:i6n 9bf:i7s 9bg:i9a.1dfg.467s 9bh:i9d 9bi:ijf 9bj:9m0.ijp 9bk:ik1 9bl:ike 9bm:inm 9bo:inz 9bp:ir8
9bq:iri.468g 9br:irv 9bs:is3 9bt:its 9bu:iu9 9bv:iur 9bw:iwz 9bx:jd4 9by:jee.jeg 9bz:jez 9c0:jzj 9c1:jzo 9c2:k1z 9c3:k2f 9c4:k2s 9c5:k3d 9c6:k4g 9c7:k4l 9c8:kc0 9c9:kco 9ca:kdk
9cb:l5s 9cc:l7m 9cd:l89.1dhx 9ce:l9v 9cf:laj 9cg:las 9ch:laz 9ci:lcf 9cj:lck 9ck:ldg 9cl:m7f 9cm:mju 9cn:mk6 9co:mkb 9cp:mkf 9cq:mkn 9cr:ml5 9cs:ml7 9ct:mng 9cu:mtg 9cv:mtl 9cw:n30
9cx:n3a 9cy:n4o 9cz:n4v 9d0:n54 9d1:n5c 9d2:n7v 9d3:n82 9d4:nee 9d5:nel 9d6:nfy 9d7:ngf 9d8:nhq 9d9:nob 9da:noi 9db:noz 9dc:ny2 9dd:o1k 9de:o1q 9df:o6s 9dg:o97.1ddj 9dh:oah 9di:okz
9dj:ooo 9dk:p4m 9dl:p5d 9dm:p6y 9dn:p8d.1dem 9do:pa9.1d84 9dp:pak 9dq:paq 9dr:pbn 9ds:pdr 9dt:pe1 9du:pnn 9dv:pnu 9dw:po3 9dx:poc 9dy:pos 9dz:pp7 9e0:ppb 9e1:pri 9e2:prm 9e3:prs
9e4:qj1 9e5:qjv 9e6:qww 9e7:qx8.1de0 9e8:qxv.46h0 9e9:r5q 9ea:r63.1de2 9eb:r82 9ec:r9c 9ed:rp3 9ee:rpi 9ef:rpx.46he 9eg:rqw 9eh:rrx 9ei:rxg 9ej:rxs 9ek:rzn 9el:s6j 9em:s7e.1d6q
9en:sd7 9eo:sds.1d9t 9ep:sdx 9eq:sk1 9er:sp5 9es:ssm 9et:sss.1dd5 9eu:ssx.1d6y 9ew:tj4 9ex:tng 9ey:trq 9ez:trt 9f0:tt4 9f1:tw1 9f2:twe 9f3:twi 9f4:twp 9f5:tzf 9f6:u0d 9f7:u0j
9f8:u0x 9f9:u5k 9fa:u6z 9fc:uc6 9fd:uc9 9fe:ucs 9ff:ujs 9fg:ul4 9fh:ulb 9fi:un9 9fj:unj 9fk:unm 9fm:uoq 9fn:uzp 9fo:vat 9fp:vb3.1d8g 9fq:vc5 9fr:vcr.46j9 9fs:vcz 9ft:vd9
9fu:vdd.vde 9fv:veh.46jb 9fw:vel 9fx:vf2 9fy:vf7 9fz:vfk 9g0:vgb.46jg 9g1:vgq 9g2:vgy 9g3:vil.1dc4 9g4:vj0.1d6v.1d6w.1dji 9g5:vj4 9i4:1efy 9ix:gg4 9iy:gg5 9ko:9nc 9ln:1ehq 9lo:1ehr
9oc-3fl:16m1 9oc-3fp-ffs:16m3 9oc-3fp:16m2 9oc-3ft:16m4 9oc-3fy:3h1 9oc-9oc:3h2 9oc-ffs-3fy:3h3 9oc-ffs:3g4.9r6 9u:ey 9v:bv.ez.3wf a4:cz a5:d0 ae6:464s aex:464z aez:46h6 afz:465b
ahh:465g ako:dcr app:beb at-2x:uj at:uk.xwf au:sd.6mb.wkb.1fdv aum:467b av0:467c ayp:467q b2:6pv.8xm.wkx b3:yg b3j:4683 b4:100.3wr.6iv.1fcx.20j1.2k2p b4y:4688 b5o:468a b7r:468m
b8j:468r ba4:468y bay:468x bhq:469u bi9:jrd bjg:469z bmi:kc6 bms:46a9 bns:46a8 bo9:46a6 bp1:ph2 bp6:imo bp7:dgg bpl:46am brx:1djm.46av bs3:kx5 bs:rt.5r8.wud
bt:pv.6kg.6q9.8y1.2kze.2l10.2l2m.2l48.2l5u bvc:46b2 bwu:46b6 c1:4dq.4dw.6jr c37:46bu c5y:46c6 cdo:46cq ce0:46cs.46ct cgr:46cz cn0:46da cnc:46db cns:1djn cop:vk3.1djo.46dl cov:k83
cp2:46dn cra:46do ctf:46dt cvj:46e0 d1e:46e8 d2f:46ec d5s:46ef d8h:46el d9-33-mt:xtu d9-33-mw:xtt d9-33:5qs d9-ke:gq d9:gp.yh d9w:46ep dax:46es ded:46f5 deh:46af dfv:46f8 dhf:kdi
dij:46fi dnv:46g7 dp9:46ge dpd:46gf dpn:46gi dsn:46gv dtl:46gy dv9:46h4 dy:zu dyu:ra6 dz2:46h9 dzb:46ha ej9:46i7 eli:46ia epa:46ig epi:46ih er6:46ik eur:46ir ez2:46iw
f1:ia.yp.3cj.8ul.x2j f66:46j1 f71:46j2 f7c:46j5 f9y:46ja ff1:1d9j ffq:1dgw ffs-3fl:3h4 ffs-3fn-3ft:16m5 ffs-3fn-ffs:16m6 ffs-3fn:3h5 ffs-3fr-ffs:16m8 ffs-3fr:16m7 ffs-3ft-ffs:16m9
ffs-3ft:3h6 ffs-3fx:16ma ffs-3fy:3h7 ffs-3g2:16mb ffs-3ha:3h9 ffs-9oc:3h8 ffs-ffs:16mc fg2:1d6t fg8:464h fg9:1d9a fgd:464g fgh:464i fia:1d7f fie:1dbu fji:1d9z fk0:1ddp fkc:4655
fl0:1dbc fog:464k fp1:fsy.464n fpc:1dgz fpi:1d7x fpn:1dbp fqm:1df4.464l fqz:464m fr3:1d9h fr:12t.2kyt ftw:fuk fu3:1dck fwa:464o fx5:464p fyn:464r fyy:1dbv fzb:1df5.464q g1x:1dh0
g25:1df6.464u g2:xvi g2c:464v g2s:464w g2v:4650 g2w:1dgy g2x:1da0 g31:1dch g3b:464x g3k:1dh1 g3x:4651 g42:46aa g45:46ab g47:4653 g4k:4654 g4s:4656 g5-53:3zx g5-me:xx g51:1dgx.4657
g53:1d7y g5:pn.t7.19k.1dk.3zl.8xj.wkl.wy6.1f2l.1fhs.20jh.2kz6.2l0s.2l2e.2l40.2l5m g5l:1da1 g5o:1d91 g64:1d90 g66:1ded g77:465a g7b:1dds.466o g7r:1db0 g89:1dct g8q:1ddr g8r:465c
g92:465d gaa:465e gaf:465f gax:1dc7 gb:5u8 gbn:1db1 gc3:46fm gcn:1dh2.465h gcp:1df7.465i gcy:1d8y gda:1d7z gdg:1df8.465j gdx:1da7 ge2:1dh3.465k ged:465l gee:465m gev:1d9f.465n
gfz:1dd7 gg9:465o ggh:1df9.465p ggq:465q ghf:465r ghh:1d7g ghp:465s ghr:465t.465u.465v gjn:1d9n gju:465y gk-2t:xuq gk-mw:xtr gk:or.5qo.6mc.1fez gkf:465z gkl:1d6u gkr:4661 gkx:4662
gli:4663 glr:1dcu gm5:1dd9 gmw:4665 gn6:1da8 gnc:4666 go8:4667 gpq:4664 gpu:4668 gql:1db2
gr:qd.s5.us.101.6wk.8sp.x3n.xwb.1fe1.1jgu.2kzq.2l0c.2l1c.2l1y.2l2y.2l3k.2l4k.2l56.2l66.2l6s gs-me:wp gs6:4669 gs:tz.5qg gsw:466a gu:1feq gur:gv3.466b gut:1dh5 gv7:466c
gw4:466d.466e gw7:1d6z gwp:1dh6.466f gwt:1dfa.1dh4 gx7:466g gxf:466h gxs:1de5 gxu:466i gy:zx.3y3.xw0 gyq:1dh7 gzq:1dfb.466k h1t:466m h2g:1dfc h2s:466n h6h:1dbd h7a:466j h7b:466l
haj:466t hc:12y.3kz hce:466q hdg:466r he5:466s hf5:466v hf6:466u hfk:1dfd hga:1de8.1dh8 hge:1d9o hgh:hgr hig:1dfe hij:hkv hik:466w hir:1dh9 hj:1fen hjs:1d8q hjz:1d8i
hk:qu.r9.uc.8tn.2l07.2l0f.2l1t.2l21.2l3f.2l3n.2l51.2l59.2l6n.2l6v hke:466p hki:466y hkn:466z hl2:4670 hlm:4671 hlu:4672 hms:1dha hmw:1d70 hn5:1d6x hn8:1dhb hnm:4673 hq-ms:5tf
hqw:4679 hr:6jt hrg:4676 hs:xv5.xwi hsr:4677 ht3:4678 huq:1dhc huu:467a hv-hv-hv-hv:8b0 hv-hv-hv:6r1 hv-hv:6r0 hv:6qz.xu5 hwv:hz4 hx1:46fa hzc:467d i08:1dhd i0u:467e.467f i2-mt:5tr
i2t:1ddw i4:5rb.1fiw i4j:467h i5-me:y6 i54:467i i5:u4.5ql.xvr i5j:1d9b.1dbe.467j i5q:1dbw i5v:467k i67:467m i6e:467n i7z:1dbx i8w:467r i8y:1d8r i90:1dff i91:1dcv ia5:467u ibk:467t
ie1:1dcl if7:467w ifk:1d7l ig:6u1.7ih.8ao.8yh.wvc.1fib igb:467z ige:467y igs:4680 ih:tu.3y4 ii:x3x.1fe2 iia:46ic iii:1dbf ijl:4681 ijm:4682 ik-me:y0.y2 ik-mh:wz ik:u5.xvv ikd:4684
ild:ilu ilk:4685 im5:4686 in:8up.xwu.1fer ind:4687 ino:1dam ip2:1ddt ip:wy5 ipc:468b ipf:468c ipi:468d iq1:1db6 iq2:1d7s.468e iqa:1dhe iqb:1de3 iqh:1dhf ir0:1daa iro:1d8j
isi:468k.468l itv:467o iua:468p iuh:1dhg iuj:468q ivf:1dco ivu:468s iw9:1d9i iwd:1dhh ix9:468t ixj:468u iyd:1db7 iyh:468v iz6:1d9c izg:1dbg j1x:1dgr j29:468w j2s:1dfh.468z j47:4691
j4o:1dhi j4x:1dbt j60:1dhk j7:4xg j7o:1dcp j7s:4692 j7w:4693.4695 j7y:1dhj.4694 j8g:1dhm j8o:1dfi j96:4696 j9q:1dfj.1dhl.4697 j9s:1dan jac:4699 jan:469a jaq:4698 jby:469b
jci:1dfk.1dhn.469c jcm:1d71.469d jcw:1dao jdc:469e jdn:469f je6:1dci jec:1dho jfh:469g jht:469h jih:1d7p jin:1d97 jir:1ddu jis:469i jj:k3.121 jjw:469m jjy:1d9v jl:kk jlp:469l
jm8:469j jmw:469n jnf:1db8 jnn:469o jog:1d9x jop:469t jpg:1dhp jph:469s jqc:469p jr:k8.wvy jrw:1dhq js2:469r jt-2q-2x:wup jt-2q:ui jte:1dhr ju1:469v juf:469y jum:469w jve:1dap
jvh:469x jwk:1d80 jz:ol k0f:1dfl.46a0 k0m:1dhs k18:46a1 k1k:1d9l k2h:1dby k3p:1dab k4i:1dfm k4j:46a3 k5v:1dcw k7d:46a5 k7u:k89 k8k:1dea.1dht k94:1dc5 k9:1v5.2mm k9d:1dfn.46a7
k9o:46ad kac:1ddy kau:1daj kc4:1d6p kc8:46a4 kcg:46ac kcs:peu kcv:pg0 kcw:pfu kcz:phd kd3:1d7t.1dhu.46ag kd4:pif kd7:1dhv.46ah kdd:46ai kdf:plz kem:1dcx ker:46ak keu:1dhw kf2:46aj
kfi:kjj kfv:1dc8 kg5:46ao kgn:1ddg kh:4xf ki:4wr.4xh kj7:1dc9 kje:46an kk7:1dcq kkf:46at klu:46ap kn5:1da2 kn9:1dfo.46aq kni:46as ko8:1dcy kq:l7.x06 kr8:46au kr:x04 ksi:46aw
kv1:kyv kv7:46ax kx6:46ay kxu:1d78.1d98.1dbz kyb:1d8s kz:9he l2g:46az l3n:1d81 l3v:46b1 l50:1d7h l5t:46b3 l78:46b5 l82:46b7 l87:1dak l9b:46b8 l9q:1db9 la2:1d9s.1dhy.46b9 la3:46ba
lc:n4.1ub ld:n5.13w.13x.17c.18u.1fr.1uc le6:46be le:lt.197.1ke.5ow.wz4 lev:46bi lf:n6.18z lfs:1d9u lg:lh.195.1kb.5oy.wz5 lhb:46bg lho:1d9k lhp:46bh
li-lj:ls.1d4.1s1.1vl.22p.269.2dc.2gx.2kh.1inz li:lo.oe.194.196.wvw lid:1dcz lj:ns.14p.14q.14x.14y.150.1d8.1fk.1fl.1kd.1re.1s2.1z6.22q.2bx ljq:46bj ljv:1d79 ljy:1ddx lk:1kj.1rf
lkk:46br lku:46bk lkx:1dca.1dhz.46bm ll:9ik lm-2sy:2sz lm-2wi:2wj lm1:46bn lm2:1d7u lm:o6.14f.18y.1cv.29u.2tp.2x9.37a.4p2.4pf.92i.9lm.1ibk lmf:1dfp.46bl lmg:46bo lmt:46bp
ln:18r.1rk lor:1ddh lp6:1d8t lp:19s lpm:1dcm lq1:46by lq:5p6 lqy:1dfq lrj:46bs lta:46bt lu0:lzt lu:193 luk:1dcb lv:lx.n7.17d.18v.1rn lve:1dd8 lvr:46bw lvv:1di1.46bv lw1:1d6s lw:199
lwb:1di0 lxr:1d8u ly:5pp lya:1dfr.1di2 lyb:1daq lz:17e.18w m0e:46bz m2u:46c2 m3v:1d7m m4e:1dac m57:46c5 m5a:1di3.46c4 m61:46c3 m6i:46c7 m7k:465x m7r:46c9 m7x:46c8 m8:mp.1ua
m8p:1ddn m99:46ca m9:me.mf.mx ma0:1db3 ma:mg.n9.59z mah:1d7a mb:14k.151.198.1rh.1to.1x8.20s.24c.27w.5p9.1gl6.1i2y.1io3 mc:1ri.5pa md:307.9il mdh:46cc mdl:1dar mem:1dfs.1di4
mfw:46ce mh:192.5p8 mha:1dc0 mhc:1dda mj4:1d82 mj:5p1 mjf:1d7i mjs:46cg mk5:1di6.46ch mkw:46ci ml:5p5 mle:1d8m mm8:46ck mm:5p4 mmt:46cl mnj:1di7 mo0:1ddm mpo:1d7v mqy:1dee.1di8
mr:nb mt1:1dbb mt6:46co mt:mu mtj:1d9d.1dcr mtn:46cp mud:46cr muq:1dbh mv:mw mvy:1d7b mx2:1dd0 mx5:1dcc mxu:1dfu myv:46cu mzg:46cv mzt:1dbi n01:1di9.46cw n0l:46cx n0p:1das n14:1ddb
n2i:46cy n46:1dia n50:46d0 n5n:1dib n5q:46d2 n6h:1dcd n6t:1d9y n74:1d9e.46d4 naa:1dd1 nbk:46d6 nbx:1dic nbz:1did ncy:1dc1 ne1:1d72 ngq:1def.1die nh7:1dif nhj:1d83 nhw:1dig.46dc
ni9:1d9p nj2:46dh nj3:46di.46dj nk0:1dii nk:nr.1rs.1rz nka:1dih.46dk nm3:46dm nm:1s0 nmv:1di5 no:1rt np:1ru npw:nrj nri:46dq nsb:1dce nt8:1d8b.46dr ntd:1dfv nuy:1d8n nv0:1dij.46ds
nwb:1d9g nxm:1dad ny4:1deg ny6:1dfw nyg:1dfy nyh:1dfx nyo:1dfz nyu:1dg0.46dv nz1:1dg1 nz2:1deh nz9:1dei nzz:1d8c o0d:1dg2 o0e:1dg3 o0f:1dej.46dy o1a:1dbq o22:1dat o2z:46dz o3:92u
o4:92v o4c:1d92 o5c:1dg4.46e1 o5m:46e2 o5r:46e3 o75:1dg5 o8:92l o8h:1dik oa6:46e7 obk:1ddk of:92n og0:1dg6.1dil og6:46ea og9:46eb og:3vs.3w0.8s5.wxd oji:1dba okg:1d8k ol7:1dim
olu:1ddl om:t4.wwx.1fdx.2k23 on2:1del on:u0.5qm.1ff1 onm:46ee onq:1ddv oo3:46eh oo7:1da3 oo8:46eg oow:46ei opc:1dcf opu:1d9m oq7:1d8v or9:os6 orf:1din orn:46ek ot:x1b otc:1d8d
ou6:1d93 ouf:46em ovo:1dau.1dg7.1dio ow2:46en ow9:1dg8 oxj:1d8w oxt:1dg9 oxx:46eo p4u:1dip p6a:1dga p6h:1dd2 p6i:46eu p6t:1d73 p79:46ew p7e:1dbj pa2:46ex pad:1dgb.1diq.46ey
pc6:1dbk pcw:46f1 pdb:1dav pdc:46f3 pdq:1d8l pe3:1d8z pf-13:wg pf-53:433 pf-mt:wi pf1:46ae pf6:46f6 pf:sz.3w1.42t.6ke.8sk.20hz.2kyy.2l0k.2l26.2l3s.2l5e pg-3z4:3zg pg-53:3yn
pg-mq:6zd pg:3yb.6py.7g3.8sm.8yo.1f2d.1f37.20ii.2kyz.2l0l.2l27.2l3t.2l5f.2rcy ph8:pj5 phf:46f7 pj2:46f9 pnc:1d7q pns:1ddi pnx:1dgc poh:468j.46ff pok:46fg pp4:1dgt
pq:2kz9.2l0v.2l2h.2l43.2l5p prj:1da4 ps:tb.6kf.6q7.8tc.wyj.2kzb.2l0x.2l2j.2l45.2l5r psb:46fk psh:46fj pst:46fl ptd:46fn ptf:46fo ptp:46fp put:1d9w.46fs puu:46fq pwd:46ft pwj:46fw
px2:1ddq pxu:1dir pxv:46g0 py:tg.11v.3ls.4j4.8tm.1f3n.2kzh.2l13.2l2p.2l4b.2l5x pyb:46fu q0:vk.4ig.8tq.1f3p.1fip.2kzj.2l15.2l2r.2l4d.2l5z q0d:46fv q0t:46fx q15:1d8e q16:46g1
q18:46g2 q1:4dr.4dx.6jq.1f3q.2kzk.2l16.2l2s.2l4e.2l60 q1o:46g3 q1z:46fy q27:1dis q29:1d94 q4d:1d7c q4p:1d9q q53:1dgf.46fz q6l:qbj q9a:1dax q9d:46g8 q9f:46g9 q9o:1dc2 qae:46ga
qc:12m.48n.61r.94p.2kzp.2l1b.2l2x.2l4j.2l65 qck:46gc qe:2kzr.2l1d.2l2z.2l4l.2l67 qfh:1d7n qgq:1ddc qh2:1d85 qhe:1deo qi5:1d7j qif:qip qin:1d74 qj4:46gj
qj:8t2.1fiz.2kzw.2l1i.2l34.2l4q.2l6c qjg:1d86.46gk qjr:46gl qjt:46gm qko:46go qll:46gn qm:2kzz.2l1l.2l37.2l4t.2l6f qn6:46gq
qo:ra.u7.5rc.6kc.2l01.2l0h.2l1n.2l23.2l39.2l3p.2l4v.2l5b.2l6h.2l6x qoe:46gp qp4:46gs qq:rf.2l03.2l1p.2l3b.2l4x.2l6j qqz:46gt qrd:1dit.46gr qrq:46gu
qs:ua.5qz.xv6.2l05.2l1r.2l3d.2l4z.2l6l qt6:1d75 qu9:46gw qv5:46gx qv:8tp.xub.xud.2l08.2l1u.2l3g.2l52.2l6o qvz:1d7r qw:vl.1fjt.2l09.2l1v.2l3h.2l53.2l6p qx-mq:709
qx:705.8tt.wul.x4n.2l0a.2l1w.2l3i.2l54.2l6q qxs:46gz r0i:1db4 r0v:1dd3 r13:46h2 r1a:46h3 r1d:1dd4 r20:1d76 r22:46h5 r2o:1dgg r41:1diu r50:1d7o r5y:1div r6e:1dgh.1diw ram:rct rb:8v8
rc:1f3h.1f6a rds:46hb re2:1d9r.1db5 ren:1dix rez:1diz rf6:1da5 rfa:1d8h rfx:1dj2.46hc rg8:1deq.1diy rge:1d99.1dj1 rgh:1dgi.1dj0 rh:2l6z ri1:1dgj.1dj3 riw:1ddo rk0:1d96 rk6:rkf
rka:1dj4.46hd rpk:1d6o rq4:rqb rsb:46hg rsx:46hh rsy:1d8o rt4:1d6r rtf:1dgk ruw:1dgl.1dj5 rvf:46hi rw:8v0 rxz:46hj ry7:rye rzw:46hn s0b:46hm s11:s1m s1b:1d87 s1c:46ho s5z:s63
s7o:46hq s8v:s9z s9y:1daw sa2:1dcn sag:1dj6.46hr saj:1ddz sbm:1dal sda:46fh sf:x1a sgz:1day shk:1det.1dgn sj6:1dj7 sjg:1dc3 sjz:1d77 sk4:46hu sk:6gc.8so.x3m slq:sm6.1d7w.1df2
smp:46hv sn1:1deu snl:46hw snv:46hy sq2:1d7d sr:1fil srd:1dj8 ss4:1dbr ssv:1da6 st-me:wa st:t5 svo:1dbl svs:46hz sxi:1dj9 sxo:46i2 t07:46i0 t08:46i1 t1g:1d8f t2-mh:wm t3e:1daz
t65:t66 t89:46i3 t91:46i4 tjf:46i6 tk:8u4 tkd:1dae tkn:46i8 tm-30:wuo tny:1dc6 tor:1d8x tot:1de1 tp:6iw tpx:1d95 tq0:1dcj tq4:1dja tqe:1dcs tr7:1ddd trr:trs.1dbs.1df3 ts3:46ib
tsy:1dd6 tsz:1dgo.1djb tti:1dbm ttj:1d8p tur:46id tv6:1d88 tvs:1dbn tw6:1dek.1djc ty-mh:wn tzv:1djd u00:46ii u0v:1dgp.1dje u1-me:wb u17:1djf.46im.46in u1:v1 u1k:1dbo u21:46io
u2j:1dgq.1djg u3-me:xy u3:5rf u3i:1dcg u76:46iq u7j:1dey u7w:1dez u94:1df0 u95:46is ucn:46it ude:46iu uep:1d7e uf2:46iv ug:8u5 ui2:1daf umq:1djh.46iy un:5qx upb:1d89 uv4:46iz
uvr:1dde ux:xuo v0d:46j0 v3b:46j3 v4-53:4x9 v4-w6-w7:vw v4:3wn.4bz.2k2q v5g:1df1 v7e:1d8a v8e:1d7k v9e:v9f vbr:1dag vbz:1ddf vda:1dah vem:46jc vet:46jd vf3:46je vfa:46jf vgj:1djs
vim:1djt vnu:wim vo0:wj0 vr4:wik vua:wiw w2h:wjj w4x:wji w5p:wic w:4g.4g0.6bk.6bl.6bm.6bn.6bo.6bp.6bq.6br.6bs.6bt.6bu.6cv.6e7 wbv:wjk wc5:wjm wcf:wje wci:wj4 wgo:wiv wkk:x3y
wuk:x4m wuw:20ik.2rcx wvd:1fjf wz7-wz7:wz8 x-1r:6dl x-x:6d8 x0n:x3p x2x:x2y x3n-mq:707 x3u:1fde x3v:1fei x:cj.8y9.1edd xdn:1i3g xdo:1i3f xi5:xib xi:y3 xj:y4 xja:xjk xkx:xn7 xlv:xna
xo-mg:xq xv:1fi4 zi:2k1u
`;
